using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Operators that make values from little, and those that change the element type.</summary>
internal static class MadeShapes
{
    public static void Same(Inference inference) => inference.Set(inference.Type(0), inference.Shape(0));

    public static void Elementwise(Inference inference) =>
        inference.Set(inference.Type(0), Broadcast.Of([.. inference.Node.Inputs.Select(input => input?.Shape)]));

    public static void Comparison(Inference inference) =>
        inference.Set(ElementType.Bool, Broadcast.Of([.. inference.Node.Inputs.Select(input => input?.Shape)]));

    public static void Where(Inference inference) =>
        inference.Set(inference.Type(1), Broadcast.Of([inference.Shape(0), inference.Shape(1), inference.Shape(2)]));

    public static void Cast(Inference inference) => inference.Set((ElementType)(int)inference.Node.Integer("to", 0), inference.Shape(0));

    public static void Quantize(Inference inference) => inference.Set(
        inference.Node.Input(2)?.Type ?? (ElementType)(int)inference.Node.Integer("output_dtype", (int)ElementType.UInt8),
        inference.Shape(0));

    public static void Dequantize(Inference inference) => inference.Set(inference.Type(1), inference.Shape(0));

    public static void DynamicQuantize(Inference inference)
    {
        inference.Set(0, ElementType.UInt8, inference.Shape(0));
        inference.Set(1, ElementType.Float, Shape.Scalar);
        inference.Set(2, ElementType.UInt8, Shape.Scalar);
    }

    public static void ShapeOf(Inference inference)
    {
        if (inference.Shape(0) is not { } input)
        {
            inference.Set(ElementType.Int64, MovementShapes.Open(1));
            return;
        }

        var (start, end) = Range(inference.Node, input.Rank);
        inference.Set(ElementType.Int64, Shape.Of(Math.Max(0, end - start)));
    }

    /// <summary>The part of a shape that a Shape node asks for.</summary>
    public static (int Start, int End) Range(Node node, int rank)
    {
        var start = node.Integer("start", 0);
        var end = node.Integer("end", rank);
        return ((int)Math.Clamp(start < 0 ? start + rank : start, 0, rank), (int)Math.Clamp(end < 0 ? end + rank : end, 0, rank));
    }

    public static void Size(Inference inference) => inference.Set(ElementType.Int64, Shape.Scalar);

    public static void Constant(Inference inference)
    {
        if (inference.Node.Attribute("value") is { Kind: AttributeKind.Tensor, Tensor: var data })
        {
            inference.Set(data.Type, data.Shape);
        }
    }

    public static void ConstantOfShape(Inference inference) => inference.Set(
        inference.Node.Attribute("value") is { Kind: AttributeKind.Tensor, Tensor: var data } ? data.Type : ElementType.Float,
        inference.Integers(0) is { } sizes ? Positive(sizes) : null);

    public static void Expand(Inference inference) => inference.Set(
        inference.Type(0),
        inference.Integers(1) is { } sizes ? Broadcast.Of([inference.Shape(0), Positive(sizes)]) : null);

    public static void Tile(Inference inference)
    {
        var counts = inference.Integers(1);
        inference.Set(
            inference.Type(0),
            inference.Shape(0) is { } input && counts?.Length == input.Rank
                ? new Shape([.. input.Zip(counts, MovementShapes.Times)])
                : null);
    }

    public static void RangeOf(Inference inference)
    {
        var values = Enumerable.Range(0, 3).Select(i => inference.Node.Input(i)?.Constant?.ToFloats()).ToArray();
        inference.Set(
            inference.Type(0),
            Array.TrueForAll(values, value => value is [_]) && values[2]![0] != 0
                ? Shape.Of((long)Math.Max(0, Math.Ceiling((values[1]![0] - values[0]![0]) / (double)values[2]![0])))
                : MovementShapes.Open(1));
    }

    private static Shape Positive(long[] sizes) => Array.TrueForAll(sizes, size => size >= 0)
        ? Shape.Of(sizes)
        : throw new ShapeException($"[{string.Join(", ", sizes)}] is no shape");
}
