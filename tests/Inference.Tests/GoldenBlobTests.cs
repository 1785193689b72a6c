using System;
using System.IO;
using System.Security.Cryptography;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Inference.Tests;

/// <summary>Blobs that tests/vectors/model/make.py wrote by the description alone, and everything that can be wrong with one.</summary>
public sealed class GoldenBlobTests(ITestOutputHelper output)
{
    private const int Limit = 1 << 20;
    private const int Seed = 20261121;

    [Theory]
    [InlineData("dense-a.nqm")]
    [InlineData("dense-b.nqm")]
    public void Golden_blob_is_read_and_gives_its_results(string name)
    {
        var blob = Read(name);
        var model = new Model();
        Assert.Equal(ModelErrorCode.NotPrepared, model.Run(blob, 0, new byte[3], 0));
        Assert.Equal(ModelErrorCode.None, model.Prepare(blob, 0, blob.Length, Limit, true));
        Assert.Equal((4, 3, 12), (model.InputLength, model.OutputLength, model.ArenaLength));
        Assert.Equal(12, model.MacCount);
        Assert.Equal((0.5f, 133, true, 2, 4), Facts(model.Input(0)));
        Assert.Equal((0.25f, -3, false, 2, 3), Facts(model.Output(0)));
        Assert.Equal(ModelErrorCode.None, model.SelfTest());
    }

    [Theory]
    [InlineData("dense-a.nqm")]
    [InlineData("dense-b.nqm")]
    public void Digest_of_golden_inference_is_that_of_the_outputs_the_blob_brings(string name)
    {
        var blob = Read(name);
        var model = new Model();
        model.Prepare(blob, 0, blob.Length, Limit, true);
        var at = BitConverter.ToInt32(blob, ModelFormat.SelfTestsAt);
        using var expected = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (var i = BitConverter.ToInt32(blob, ModelFormat.SelfTestCountAt); i > 0; i--)
        {
            expected.AppendData(blob, at + model.InputLength, model.OutputLength);
            at += model.InputLength + model.OutputLength;
        }

        var digest = new byte[32];
        Assert.Equal(ModelErrorCode.None, GoldenInference.Compute(blob, Limit, digest));
        Assert.Equal(expected.GetHashAndReset(), digest);
        blob[^40] ^= 1;
        Assert.Equal(ModelErrorCode.WrongHash, GoldenInference.Compute(blob, Limit, digest));
    }

    [Fact]
    public void Golden_blob_of_tables_by_channel_is_read_and_gives_its_results()
    {
        var blob = Read("channels-b.nqm");
        var model = new Model();
        Assert.Equal(ModelErrorCode.None, model.Prepare(blob, 0, blob.Length, Limit, true));
        Assert.Equal((12, 12, 24), (model.InputLength, model.OutputLength, model.ArenaLength));
        Assert.Equal(ModelErrorCode.None, model.SelfTest());
    }

    [Theory]
    [InlineData(32, 0, ModelErrorCode.WrongParameter)]
    [InlineData(32, 3, ModelErrorCode.OutOfBounds)]
    [InlineData(36, 4, ModelErrorCode.OutOfBounds)]
    [InlineData(38, 1, ModelErrorCode.WrongParameter)]
    [InlineData(40, 0, ModelErrorCode.WrongParameter)]
    [InlineData(1, 1, ModelErrorCode.WrongParameter)]
    [InlineData(25, 0x7F, ModelErrorCode.OutOfBounds)]
    public void Hostile_field_of_a_table_by_channel_has_its_own_answer(int at, byte value, ModelErrorCode expected)
    {
        var blob = Read("channels-b.nqm");
        blob[160 + at] = value;
        Assert.Equal(expected, new Model().Prepare(blob, 0, blob.Length, Limit, false));
    }

    [Fact]
    public void Blob_may_lie_anywhere_in_a_larger_array()
    {
        var blob = Read("dense-b.nqm");
        var flash = new byte[blob.Length + 1000];
        blob.CopyTo(flash, 333);
        var model = new Model();
        Assert.Equal(ModelErrorCode.None, model.Prepare(flash, 333, blob.Length, Limit, true));
        Assert.Equal(ModelErrorCode.None, model.SelfTest());
        Assert.Throws<ArgumentException>(() => model.Prepare(flash, 1001, blob.Length, Limit, true));
    }

    [Fact]
    public void Run_allocates_nothing()
    {
        var blob = Read("dense-b.nqm");
        var model = new Model();
        model.Prepare(blob, 0, blob.Length, Limit, false);
        var result = new byte[3];
        model.Run([1, 2, 3, 4], 0, result, 0);
        byte[] input = [9, 8, 7, 6];
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            model.Run(input, 0, result, 0);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Every_flipped_bit_is_noticed_by_the_hash()
    {
        var blob = Read("dense-b.nqm");
        var model = new Model();
        for (var bit = 0; bit < 8 * blob.Length; bit++)
        {
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(ModelErrorCode.None, model.Prepare(blob, 0, blob.Length, Limit, true));
            Assert.False(model.IsPrepared);
            blob[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void Truncated_blob_is_refused_at_every_length()
    {
        var blob = Read("dense-a.nqm");
        var model = new Model();
        for (var length = 0; length < blob.Length; length++)
        {
            Assert.NotEqual(ModelErrorCode.None, model.Prepare(blob, 0, length, Limit, false));
        }
    }

    [Theory]
    [InlineData(0, 0x00, ModelErrorCode.WrongMagic)]
    [InlineData(ModelFormat.VersionAt, 2, ModelErrorCode.UnknownVersion)]
    [InlineData(ModelFormat.ArithmeticAt, (byte)'C', ModelErrorCode.UnknownVersion)]
    [InlineData(ModelFormat.LengthAt, 1, ModelErrorCode.WrongLength)]
    [InlineData(ModelFormat.ArenaAt + 3, 0x7F, ModelErrorCode.ArenaTooLarge)]
    [InlineData(ModelFormat.ArenaAt, 7, ModelErrorCode.OutOfBounds)]
    [InlineData(ModelFormat.OperatorsAt + 3, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(ModelFormat.OperatorCountAt + 3, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(ModelFormat.InputCountAt + 1, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(ModelFormat.SelfTestCountAt + 3, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(160, 99, ModelErrorCode.UnknownOperator)]
    [InlineData(160 + 11, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(160 + 23, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(160 + 27, 0x7F, ModelErrorCode.OutOfBounds)]
    [InlineData(160 + 32 + 2, 1, ModelErrorCode.WrongParameter)]
    [InlineData(160 + 32 + 3 * 4, 0, ModelErrorCode.WrongParameter)]
    public void Hostile_field_has_its_own_answer(int at, byte value, ModelErrorCode expected)
    {
        var blob = Read("dense-b.nqm");
        blob[at] = value;
        Assert.Equal(expected, new Model().Prepare(blob, 0, blob.Length, Limit, false));
    }

    [Fact]
    public void Random_damage_never_leads_outside()
    {
        // Without the hash, as an attacker who can write a hash would have it: prepared or refused, but never an exception.
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        var (prepared, model) = (0, new Model());
        for (var i = 0; i < 40_000; i++)
        {
            var blob = Read((i % 3) switch { 0 => "dense-a.nqm", 1 => "dense-b.nqm", _ => "channels-b.nqm" });
            for (var j = random.Next(1, 6); j > 0; j--)
            {
                // Mostly header, ports and operators: everything that steers.
                var end = random.Next(8) == 0 ? blob.Length : 352;
                blob[random.Next(end)] = (byte)random.Next(random.Next(3) == 0 ? 256 : 12);
            }

            if (model.Prepare(blob, 0, blob.Length, Limit, false) == ModelErrorCode.None && model.MacCount < Limit && IsSmall(model))
            {
                prepared++;
                model.Run(new byte[model.InputLength], 0, new byte[model.OutputLength], 0);
                model.SelfTest();
            }
        }

        output.WriteLine($"{prepared} of 40000 were prepared and run");
        Assert.InRange(prepared, 1000, 39_000);
    }

    private static bool IsSmall(Model model) => model.InputLength < Limit && model.OutputLength < Limit;

    private static (float Scale, int Zero, bool IsUnsigned, int Rank, int Last) Facts(Port port) =>
        (port.Scale, port.ZeroPoint, port.IsUnsigned, port.Rank, port.Dimension(port.Rank - 1));

    private static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(RepositoryFiles.Root, "tests", "vectors", "model", name));
}
