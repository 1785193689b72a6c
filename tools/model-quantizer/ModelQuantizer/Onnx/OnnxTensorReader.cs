using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.InteropServices;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Reads a <c>TensorProto</c>, whichever of its fields holds the values.</summary>
internal sealed class OnnxTensorReader(ExternalData external)
{
    private const int MaxRank = 32;

    /// <summary>Name and values of one tensor.</summary>
    /// <exception cref="WireException">The message is broken or holds what cannot be read.</exception>
    public (string Name, TensorData Data) Read(WireReader message)
    {
        var start = message.Offset;
        var fields = new Fields();
        while (message.Next())
        {
            ReadField(ref message, fields);
        }

        var place = fields.Name.Length == 0 ? "a tensor" : $"tensor '{fields.Name}'";
        try
        {
            return (fields.Name, Data(fields));
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException or FormatException)
        {
            throw new WireException(start, $"{place}: {FirstLine(exception.Message)}");
        }
    }

    private static string FirstLine(string text) => text.Split(" (Parameter", 2)[0].Split('\n', 2)[0];

    private static void ReadField(ref WireReader message, Fields fields)
    {
        switch (message.Field)
        {
            case 1:
                message.Integers(fields.Dimensions);
                break;
            case 2:
                fields.Type = message.Integer();
                break;
            case 3:
                fields.IsSegmented = true;
                message.Skip();
                break;
            case 4:
                message.Fixed(4, fields.Fixed);
                break;
            case 5 or 7 or 11:
                message.Integers(fields.Integers);
                break;
            case 8:
                fields.Name = message.Text();
                break;
            case 9:
                fields.Raw = message.Bytes();
                break;
            case 10:
                message.Fixed(8, fields.Fixed);
                break;
            case 13:
                fields.External.Add(OnnxEntry.Read(message.Message()));
                break;
            case 14:
                fields.IsExternal = message.Integer() == 1;
                break;
            default:
                message.Skip();
                break;
        }
    }

    private TensorData Data(Fields fields)
    {
        var type = (ElementType)fields.Type;
        if (ElementTypes.BitsOf(type) == 0)
        {
            throw new FormatException(
                type == ElementType.String ? "texts as values are not supported" : $"element type {fields.Type} is not supported");
        }

        if (fields.IsSegmented || fields.Dimensions.Count > MaxRank || fields.Dimensions.Exists(dimension => dimension < 0))
        {
            throw new FormatException("segments, negative dimensions and more than 32 dimensions are not supported");
        }

        var count = Shape.Of(fields.Dimensions).ElementCount;
        var length = ElementTypes.BytesOf(type, count);
        if (fields.IsExternal)
        {
            return new TensorData(type, fields.Dimensions, external.Read(fields.External, length));
        }

        return new TensorData(type, fields.Dimensions, fields.Raw ?? Inline(type, fields, length));
    }

    private static ReadOnlyMemory<byte> Inline(ElementType type, Fields fields, long length)
    {
        if (fields.Fixed is [var only])
        {
            return only;
        }

        if (fields.Fixed.Count > 0)
        {
            return fields.Fixed.SelectMany(part => part.ToArray()).ToArray();
        }

        // One entry of int32_data is one element, and two of them for 4-bit types.
        var width = Math.Max(1, ElementTypes.BitsOf(type) / 8);
        if (fields.Integers.Count * (long)width != length)
        {
            throw new FormatException($"{fields.Integers.Count} values do not fill {type} {Shape.Of(fields.Dimensions)}");
        }

        var bytes = new byte[length];
        for (var i = 0; i < fields.Integers.Count; i++)
        {
            var value = fields.Integers[i];
            MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in value))[..width].CopyTo(bytes.AsSpan(i * width));
        }

        return bytes;
    }

    private sealed class Fields
    {
        public string Name { get; set; } = "";

        public long Type { get; set; }

        public bool IsSegmented { get; set; }

        public bool IsExternal { get; set; }

        public ReadOnlyMemory<byte>? Raw { get; set; }

        public List<long> Dimensions { get; } = [];

        public List<ReadOnlyMemory<byte>> Fixed { get; } = [];

        public List<long> Integers { get; } = [];

        public List<KeyValuePair<string, string>> External { get; } = [];
    }
}
