using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>A tensor as the file has it: channels last, codes with scales.</summary>
internal sealed class TfLiteTensor
{
    private const int MaxRank = 8;

    // TensorType of the schema.
    private static readonly ElementType[] Types =
    [
        ElementType.Float, ElementType.Float16, ElementType.Int32, ElementType.UInt8, ElementType.Int64, ElementType.String,
        ElementType.Bool, ElementType.Int16, ElementType.Complex64, ElementType.Int8, ElementType.Double, ElementType.Complex128,
        ElementType.UInt64, ElementType.Undefined, ElementType.Undefined, ElementType.UInt32, ElementType.UInt16, ElementType.Int4,
    ];

    public TfLiteTensor(FlatTable table, int index, ReadOnlyMemory<byte>[] buffers)
    {
        Index = index;
        Name = table.Text(3) is { Length: > 0 } name ? name : $"tensor_{index}";
        var type = table.SByte(1);
        Type = type >= 0 && type < Types.Length ? Types[type] : ElementType.Undefined;
        var dimensions = table.Int32s(0);
        if (dimensions.Length > MaxRank || Array.Exists(dimensions, dimension => dimension < 0))
        {
            throw new FlatException($"tensor {index} '{Name}': {dimensions.Length} dimensions, or a negative one");
        }

        Shape = Shape.Of(dimensions.Select(dimension => (long)dimension));
        IsVariable = table.Bool(5);
        HasSparsity = table.Table(6) is not null;
        Quantization = ReadQuantization(table.Table(4));
        Constant = ReadConstant(table.UInt32(2), buffers);
    }

    public int Index { get; }

    public string Name { get; }

    public ElementType Type { get; }

    public Shape Shape { get; }

    public bool IsVariable { get; }

    public bool HasSparsity { get; }

    /// <summary>Axis counts in the file's layout; null for tensors without scales.</summary>
    public Quantization? Quantization { get; }

    public TensorData? Constant { get; }

    /// <summary>Codes of 4, 8 or 16 bits that stand for real numbers.</summary>
    public bool IsQuantized => Quantization is not null;

    public override string ToString() => $"tensor {Index} '{Name}'";

    private Quantization? ReadQuantization(FlatTable? table)
    {
        // Scales stored with biases are not reliable, nor is their dimension; they are computed again from input and weights.
        if (Type is not (ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 or ElementType.Int4)
            || table is not { } parameters || parameters.Singles(2) is not { Length: > 0 } scales)
        {
            return null;
        }

        var zeroPoints = parameters.Int64s(3);
        if (zeroPoints.Length == 0)
        {
            zeroPoints = new long[scales.Length];
        }

        var axis = parameters.Int32(6);
        var isPerChannel = scales.Length > 1;
        if (zeroPoints.Length != scales.Length || Array.Exists(zeroPoints, zero => zero is < int.MinValue or > int.MaxValue)
            || Array.Exists(scales, scale => !(float.IsFinite(scale) && scale >= 0))
            || (isPerChannel && (axis < 0 || axis >= Shape.Rank || Shape[axis].Value != scales.Length)))
        {
            throw new FlatException($"{this}: scales, zero points or quantized dimension make no sense");
        }

        return new Quantization(Type, scales, [.. zeroPoints.Select(zero => (int)zero)], isPerChannel ? axis : null);
    }

    private TensorData? ReadConstant(uint buffer, ReadOnlyMemory<byte>[] buffers)
    {
        if (buffer >= buffers.Length)
        {
            throw new FlatException($"{this}: there is no buffer {buffer}");
        }

        var bytes = buffers[buffer];
        if (bytes.IsEmpty || ElementTypes.BitsOf(Type) == 0)
        {
            return null;
        }

        try
        {
            return new TensorData(Type, Shape.ToArray(), bytes);
        }
        catch (Exception exception) when (exception is ArgumentException or OverflowException)
        {
            throw new FlatException($"{this}: its buffer of {bytes.Length} bytes does not fit {Type} {Shape}");
        }
    }
}
