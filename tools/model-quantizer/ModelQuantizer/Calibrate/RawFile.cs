using System;
using System.IO;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>Numbers without a header, sample after sample.</summary>
internal sealed class RawFile : ISampleFile
{
    private readonly ElementType _type;
    private readonly long _start;
    private readonly int _elements;

    public RawFile(string path, ElementType type, long start, int elements, int count)
    {
        (Path, _type, _start, _elements, Count) = (path, type, start, elements, count);
    }

    public string Path { get; }

    public int Count { get; }

    /// <exception cref="ModelException">The length is no number of samples, or the type is not clear.</exception>
    public static RawFile Open(string path, ElementType? given, int elements)
    {
        var length = new FileInfo(path).Length;
        var extension = System.IO.Path.GetExtension(path).ToLowerInvariant();
        ElementType? byName = extension switch
        {
            ".f32" => ElementType.Float,
            ".u8" => ElementType.UInt8,
            ".i8" => ElementType.Int8,
            _ => length == 4L * elements ? ElementType.Float : null,
        };
        var type = given ?? byName
            ?? throw new ModelException(path, $"{length} bytes for samples of {elements} numbers: say what they are with --data-type");
        var each = ElementTypes.BytesOf(type, elements);
        if (length == 0 || length % each != 0)
        {
            throw new ModelException(path, $"{length} bytes are no whole number of samples of {elements} {type} ({each} bytes)");
        }

        return new RawFile(path, type, 0, elements, checked((int)(length / each)));
    }

    public float[] Read(int row)
    {
        var bytes = new byte[ElementTypes.BytesOf(_type, _elements)];
        try
        {
            using var stream = new FileStream(Path, FileMode.Open, FileAccess.Read, FileShare.Read);
            stream.Position = _start + (long)row * bytes.Length;
            stream.ReadExactly(bytes);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(Path, $"sample {row} cannot be read: {exception.Message}", exception);
        }

        return new TensorData(_type, [_elements], bytes).ToFloats();
    }
}
