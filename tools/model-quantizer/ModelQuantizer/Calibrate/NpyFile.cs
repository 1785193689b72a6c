using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>NumPy's array file (NEP 1), little-endian and row-major: one sample, or many along the first dimension.</summary>
internal static partial class NpyFile
{
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    public static RawFile Open(string path, SampleLayout layout)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        var (header, start) = ReadHeader(path, stream);
        var type = TypeOf(path, Field(path, header, Description()));
        if (Field(path, header, Order()) != "False")
        {
            throw new ModelException(path, "the array is column-major: save it with order='C'");
        }

        const StringSplitOptions Plain = StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries;
        List<long> shape = [.. Field(path, header, ShapeText()).Split(',', Plain)
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1)];
        if (shape.Contains(-1) || shape.Count > 8)
        {
            throw new ModelException(path, "the header holds no shape");
        }

        var isMany = shape.Count == layout.FileShape.Length && shape.Count > 0;
        layout.Require(isMany ? [.. shape.Skip(1)] : shape, path);
        var count = isMany ? shape[0] : 1;
        var needed = start + ElementTypes.BytesOf(type, layout.ElementCount * count);
        return stream.Length >= needed
            ? new RawFile(path, type, start, (int)layout.ElementCount, checked((int)count))
            : throw new ModelException(path, $"the file has {stream.Length} bytes, its shape needs {needed}");
    }

    private static (string Header, long Start) ReadHeader(string path, FileStream stream)
    {
        var first = new byte[12];
        var read = stream.ReadAtLeast(first, first.Length, false);
        if (read < first.Length || !first.AsSpan(0, 6).SequenceEqual(Magic))
        {
            throw new ModelException(path, "this is no .npy file");
        }

        var isShort = first[6] == 1;
        var length = isShort ? BitConverter.ToUInt16(first, 8) : BitConverter.ToUInt32(first, 8);
        stream.Position = isShort ? 10 : 12;
        if (length > 65536 || stream.Position + length > stream.Length)
        {
            throw new ModelException(path, "the .npy header is cut off");
        }

        var text = new byte[length];
        stream.ReadExactly(text);
        return (Encoding.Latin1.GetString(text), stream.Position);
    }

    private static string Field(string path, string header, Regex pattern) => pattern.Match(header) is { Success: true } match
        ? match.Groups[1].Value
        : throw new ModelException(path, "the .npy header is incomplete");

    private static ElementType TypeOf(string path, string description) => description switch
    {
        "<f4" => ElementType.Float,
        "<f8" => ElementType.Double,
        "<f2" => ElementType.Float16,
        "|u1" => ElementType.UInt8,
        "|i1" => ElementType.Int8,
        "<i2" => ElementType.Int16,
        "<i4" => ElementType.Int32,
        _ => throw new ModelException(path, $"arrays of {description} are not supported: save float32 or integers of 8 to 32 bits"),
    };

    [GeneratedRegex("'descr'\\s*:\\s*'([^']*)'")]
    private static partial Regex Description();

    [GeneratedRegex("'fortran_order'\\s*:\\s*(\\w+)")]
    private static partial Regex Order();

    [GeneratedRegex("'shape'\\s*:\\s*\\(([^)]*)\\)")]
    private static partial Regex ShapeText();
}
