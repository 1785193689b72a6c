using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Protocol.Tests;

/// <summary>Examples of RFC 8949, appendix A: a subset here, all of them when the shared vectors are present.</summary>
public sealed class CborAppendixTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("00", 0UL)]
    [InlineData("17", 23UL)]
    [InlineData("1818", 24UL)]
    [InlineData("1864", 100UL)]
    [InlineData("1903e8", 1000UL)]
    [InlineData("1a000f4240", 1000000UL)]
    [InlineData("1b000000e8d4a51000", 1000000000000UL)]
    [InlineData("1bffffffffffffffff", 18446744073709551615UL)]
    public void Unsigned_integers(string hex, ulong value)
    {
        var reader = Reader(hex);
        Assert.True(reader.ReadUnsigned(ulong.MaxValue, out var read));
        Assert.Equal((value, 0), (read, reader.Remaining));
        Assert.Equal(hex, Written(writer => writer.Unsigned(value)));
    }

    [Theory]
    [InlineData("20", -1)]
    [InlineData("29", -10)]
    [InlineData("3863", -100)]
    [InlineData("3903e7", -1000)]
    [InlineData("3a7fffffff", int.MinValue)]
    public void Negative_integers(string hex, int value)
    {
        var reader = Reader(hex);
        Assert.True(reader.ReadSigned(int.MinValue, int.MaxValue, out var read));
        Assert.Equal((value, 0), (read, reader.Remaining));
        Assert.Equal(hex, Written(writer => writer.Signed(value)));
    }

    [Theory]
    [InlineData("fa47c35000", 100000f)]
    [InlineData("fa7f7fffff", 3.4028234663852886e+38f)]
    public void Single_floats(string hex, float value)
    {
        var reader = Reader(hex);
        Assert.True(reader.ReadFloat32(out var read));
        Assert.Equal((value, 0), (read, reader.Remaining));
        Assert.Equal(hex, Written(writer => writer.Float32(value)));
    }

    [Theory]
    [InlineData("60", "")]
    [InlineData("6161", "a")]
    [InlineData("6449455446", "IETF")]
    [InlineData("62225c", "\"\\")]
    public void Texts(string hex, string value)
    {
        var reader = Reader(hex);
        Assert.True(reader.ReadText(100, out var read));
        Assert.Equal((value, 0), (read, reader.Remaining));
        Assert.Equal(hex, Written(writer => writer.Text(value)));
    }

    [Theory]
    [InlineData("62c3bc")]
    [InlineData("63e6b0b4")]
    [InlineData("64f0908591")]
    [InlineData("610a")]
    [InlineData("617f")]
    public void Texts_that_are_not_printable_ASCII_are_refused(string hex)
    {
        var reader = Reader(hex);
        Assert.False(reader.ReadText(100, out _));
        Assert.Equal(FrameErrorCode.BadText, reader.Error);
    }

    [Theory]
    [InlineData("5f42010243030405ff")]
    [InlineData("7f657374726561646d696e67ff")]
    [InlineData("9fff")]
    [InlineData("9f018202039f0405ffff")]
    [InlineData("83018202039f0405ff")]
    [InlineData("bf61610161629f0203ffff")]
    [InlineData("ff")]
    public void Indefinite_lengths_and_stray_breaks_are_refused(string hex)
    {
        var reader = Reader(hex);
        Assert.False(reader.Skip());
        Assert.Equal(FrameErrorCode.NotWellFormed, reader.Error);
    }

    [Theory]
    [InlineData("f90000")]
    [InlineData("fb3ff199999999999a")]
    [InlineData("f4")]
    [InlineData("f7")]
    [InlineData("c074323031332d30332d32315432303a30343a30305a")]
    [InlineData("d74401020304")]
    [InlineData("a26161016162820203")]
    [InlineData("8301820203820405")]
    public void Everything_of_definite_length_is_skipped(string hex)
    {
        var reader = Reader(hex);
        Assert.True(reader.Skip());
        Assert.Equal(0, reader.Remaining);
    }

    [Fact]
    public void All_of_appendix_A_is_read_or_refused_as_it_should_be()
    {
        var path = RepositoryFiles.SharedFile("vectors", "cbor", "appendix_a.json");
        if (path is null)
        {
            output.WriteLine("not run: the shared vectors are absent");
            return;
        }

        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var vectors = document.RootElement.EnumerateArray().ToArray();
        Assert.True(vectors.Length >= 80);
        foreach (var vector in vectors)
        {
            var hex = vector.GetProperty("hex").GetString()!;
            CheckSkip(hex, vector.GetProperty("roundtrip").GetBoolean());
            if (vector.TryGetProperty("decoded", out var decoded))
            {
                CheckRead(hex, decoded);
            }
        }

        output.WriteLine($"{vectors.Length} vectors");
    }

    private static void CheckSkip(string hex, bool isCanonical)
    {
        var reader = Reader(hex);
        var isIndefinite = !isCanonical && hex[0] != 'f' && Regex.IsMatch(hex, "^(..)*?(5f|7f|9f|bf)");
        Assert.True(reader.Skip() != isIndefinite, hex);
        Assert.Equal(isIndefinite ? FrameErrorCode.NotWellFormed : FrameErrorCode.None, reader.Error);
        Assert.True(isIndefinite || reader.Remaining == 0, hex);
    }

    private static void CheckRead(string hex, JsonElement decoded)
    {
        var reader = Reader(hex);
        if (decoded.ValueKind == JsonValueKind.Number && hex[0] is '0' or '1' && decoded.TryGetUInt64(out var unsigned))
        {
            Assert.True(reader.ReadUnsigned(ulong.MaxValue, out var read), hex);
            Assert.Equal(unsigned, read);
            Assert.Equal(hex, Written(writer => writer.Unsigned(unsigned)));
        }
        else if (decoded.ValueKind == JsonValueKind.Number && hex[0] is '2' or '3')
        {
            var fits = decoded.TryGetInt32(out var signed);
            Assert.Equal(fits, reader.ReadSigned(int.MinValue, int.MaxValue, out var read));
            Assert.Equal(fits ? FrameErrorCode.None : FrameErrorCode.OutOfRange, reader.Error);
            Assert.True(!fits || signed == read);
        }
        else if (decoded.ValueKind == JsonValueKind.Number && hex.StartsWith("fa", StringComparison.Ordinal))
        {
            Assert.True(reader.ReadFloat32(out var read), hex);
            Assert.Equal(decoded.GetSingle(), read);
        }
        else if (decoded.ValueKind == JsonValueKind.String && hex[0] == '6')
        {
            var text = decoded.GetString()!;
            Assert.Equal(text.All(c => c is >= ' ' and <= '~'), reader.ReadText(1000, out var read));
            Assert.True(reader.Error != FrameErrorCode.None || text == read, hex);
        }
        else if (decoded.ValueKind == JsonValueKind.Array && hex[0] is '8' or '9' && hex[..2] != "9f")
        {
            Assert.True(reader.ReadArrayStart(out var items), hex);
            Assert.Equal(decoded.GetArrayLength(), items);
        }
        else if (decoded.ValueKind == JsonValueKind.Object && hex[0] == 'a')
        {
            Assert.True(reader.ReadMapStart(out var pairs), hex);
            Assert.Equal(decoded.EnumerateObject().Count(), pairs);
        }
    }

    private static CborReader Reader(string hex)
    {
        var bytes = Convert.FromHexString(hex);
        var reader = new CborReader();
        reader.Reset(bytes, 0, bytes.Length);
        return reader;
    }

    private static string Written(Action<CborWriter> write)
    {
        var buffer = new byte[64];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        write(writer);
        Assert.False(writer.Overflow);
        return Convert.ToHexStringLower(buffer, 0, writer.Length);
    }
}
