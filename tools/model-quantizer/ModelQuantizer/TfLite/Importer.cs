using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>
/// Builds the graph while operators are imported. Each tensor of the file is known in the layout it was made in and, when somebody asks,
/// in the other one through one Transpose. Codes stay codes with the file's own scales; an operator on real numbers reads them through a
/// DequantizeLinear of its own (a shared one hinders fusion in ONNX Runtime) and gives its result to a QuantizeLinear.
/// </summary>
internal sealed class Importer(TfLiteFile file, ModelGraph graph)
{
    private static readonly int[] LastToFirst = [0, 3, 1, 2];
    private static readonly int[] FirstToLast = [0, 2, 3, 1];
    private readonly Tensor?[] _last = new Tensor?[file.Tensors.Count];
    private readonly Tensor?[] _first = new Tensor?[file.Tensors.Count];
    private readonly HashSet<int> _madeFirst = [];

    public ModelGraph Graph => graph;

    /// <summary>The operator being imported.</summary>
    public TfLiteOperator Current { get; set; } = null!;

    public TfLiteTensor Source(int index) => index >= 0 ? file.Tensors[index] : throw Refuse("an input is missing");

    public FlatException Refuse(string problem) => new($"{Current}: {problem}");

    /// <summary>Whether a tensor of four dimensions was made channels first, so that using it so costs nothing.</summary>
    public bool IsFirst(int index) => _madeFirst.Contains(index);

    public bool IsConstant(int index) => Source(index).Constant is not null;

    /// <summary>A constant that the import itself needs, as integers.</summary>
    public long[] Integers(int index) => Source(index).Constant is { Type: ElementType.Int32 or ElementType.Int64 } data
        ? data.ToIntegers()
        : throw Refuse($"{Source(index)} must be a constant of integers");

    /// <summary>Codes or numbers, as they are in the file, in a layout (which matters with four dimensions only).</summary>
    public Tensor Value(int index, Layout layout)
    {
        var source = Source(index);
        var isFirst = layout == Layout.ChannelsFirst && source.Shape.Rank == 4;
        var (same, other) = isFirst ? (_first, _last) : (_last, _first);
        if (same[index] is { } known)
        {
            return known;
        }

        if (other[index] is { } converted)
        {
            return same[index] = Convert(converted, isFirst);
        }

        var data = Plain(source) ?? throw Refuse($"{source} is read before anything makes it");
        var tensor = graph.AddConstant(source.Name, isFirst ? TensorTranspose.Of(data, LastToFirst) : data);
        Mark(tensor, source, isFirst);
        return same[index] = tensor;
    }

    /// <summary>Real numbers: what the file has, through a DequantizeLinear of its own when they are codes.</summary>
    public Tensor Real(int index, Layout layout) => Dequantized(Value(index, layout), index, layout);

    /// <summary>Real numbers under another shape, channels last.</summary>
    public Tensor Real(int index, Shape shape) =>
        Dequantized(Reshape(Value(index, Layout.ChannelsLast), shape), index, Layout.ChannelsLast);

    /// <summary>Says which tensor of the graph an output of the file is: codes or numbers, as in the file.</summary>
    public void Define(int index, Layout layout, Tensor tensor)
    {
        var source = Source(index);
        var isFirst = layout == Layout.ChannelsFirst && source.Shape.Rank == 4;
        Mark(tensor, source, isFirst);
        (isFirst ? _first : _last)[index] = tensor;
        if (isFirst)
        {
            _madeFirst.Add(index);
        }
    }

    /// <summary>Finishes an operator on real numbers: fused activation, codes when the file wants them, the file's shape.</summary>
    public void DefineReal(int index, Layout layout, Tensor real, int activation = 0)
    {
        var source = Source(index);
        var tensor = FusedActivation.Apply(this, real, activation, source);
        if (source.IsQuantized)
        {
            var codes = PerTensor(source);
            tensor = Emit("QuantizeLinear", source.Name, source.Type, tensor.Shape!, tensor, Scale(codes), ZeroPoint(codes));
        }

        Define(index, layout, layout == Layout.ChannelsFirst ? tensor : Reshape(tensor, source.Shape));
    }

    public Tensor Reshape(Tensor tensor, Shape shape) => tensor.Shape!.Equals(shape)
        ? tensor
        : Emit("Reshape", $"{tensor.Name}_reshaped", tensor.Type, shape, tensor, List(shape.ToArray()));

    /// <summary>Adds a node with one output of known type and shape.</summary>
    public Tensor Emit(string op, string name, ElementType type, Shape shape, params Tensor?[] inputs) =>
        EmitNode(op, name, type, shape, inputs).Output;

    public Node EmitNode(string op, string name, ElementType type, Shape shape, params Tensor?[] inputs)
    {
        var output = graph.AddTensor(name, type, shape);
        var node = graph.Add(op, name, inputs, [output]);
        node.OriginalIndex = Current.Index;
        node.OriginalName = Current.ToString();
        return node;
    }

    public Tensor List(params long[] values) => graph.AddConstant("list", TensorData.List(values));

    public Tensor Scalar(float value) => graph.AddConstant("value", TensorData.Scalar(value));

    public Tensor Scale(Quantization codes) => graph.AddConstant(
        "scale", codes.IsPerChannel ? TensorData.Floats([.. codes.Scales], codes.Scales.Count) : TensorData.Scalar(codes.Scales[0]));

    public Tensor ZeroPoint(Quantization codes) =>
        graph.AddConstant("zero_point", Codes.Of(codes.Type, codes.ZeroPoints, codes.IsPerChannel));

    /// <summary>The scales of an activation.</summary>
    public Quantization PerTensor(TfLiteTensor source) => source.Quantization is { IsPerChannel: false } codes && codes.Scales[0] > 0
        ? codes
        : throw Refuse($"{source} has no scale, a scale of 0 or one per channel, which only weights may have");

    /// <summary>A constant with its dimensions moved, dequantized when it holds codes; also for weights of hybrid models.</summary>
    public Tensor Weights(int index, int[] permutation, Shape? reshaped = null)
    {
        var source = Source(index);
        var data = Plain(source) ?? throw Refuse($"{source} must be a constant: weights that are computed are not supported");
        if (reshaped is not null)
        {
            data = data.Reshaped(reshaped.ToArray());
        }

        var tensor = graph.AddConstant(source.Name, TensorTranspose.Of(data, permutation));
        tensor.OriginalName = source.Name;
        if (source.Quantization is not { } codes || !source.IsQuantized)
        {
            return tensor;
        }

        var type = tensor.Type;
        var axis = codes.Axis is { } from ? Array.IndexOf(permutation, from) : (int?)null;
        tensor.Quantization = new Quantization(type, codes.Scales, codes.ZeroPoints, axis);
        return Dequantize(tensor, tensor.Quantization);
    }

    public Tensor Dequantize(Tensor tensor, Quantization codes)
    {
        // int32 codes (biases) have no zero point to give.
        var zero = codes.Type == ElementType.Int32 ? null : ZeroPoint(codes);
        var node = zero is null
            ? EmitNode("DequantizeLinear", $"{tensor.Name}_real", ElementType.Float, tensor.Shape!, tensor, Scale(codes))
            : EmitNode("DequantizeLinear", $"{tensor.Name}_real", ElementType.Float, tensor.Shape!, tensor, Scale(codes), zero);
        if (codes.Axis is { } axis)
        {
            node.SetAttribute("axis", (long)axis);
        }

        return node.Output;
    }

    private Tensor Dequantized(Tensor tensor, int index, Layout layout)
    {
        var source = Source(index);
        if (!source.IsQuantized)
        {
            return tensor.Type == ElementType.Float ? tensor : throw Refuse($"{source} is {source.Type}, not float and without scales");
        }

        var isFirst = layout == Layout.ChannelsFirst && source.Shape.Rank == 4;
        return Dequantize(tensor, tensor.IsConstant ? Codes.InLayout(source, isFirst) : PerTensor(source));
    }

    private void Mark(Tensor tensor, TfLiteTensor source, bool isFirst)
    {
        tensor.OriginalName ??= source.Name;
        tensor.Layout = source.Shape.Rank != 4 ? Layout.Unspecified : isFirst ? Layout.ChannelsFirst : Layout.ChannelsLast;
        tensor.Quantization ??= source.Quantization is null ? null : Codes.InLayout(source, isFirst);
    }

    // Half floats and 4-bit codes become what ONNX Runtime has kernels for; both conversions are exact.
    private static TensorData? Plain(TfLiteTensor source) => source.Constant switch
    {
        { Type: ElementType.Float16 } half => TensorData.Floats(half.ToFloats(), half.Shape.ToArray()),
        { Type: ElementType.Int4 } nibbles => TensorData.Of<sbyte>(
            ElementType.Int8, [.. nibbles.ToIntegers().Select(value => (sbyte)value)], nibbles.Shape.ToArray()),
        var data => data,
    };

    private Tensor Convert(Tensor tensor, bool toFirst)
    {
        var permutation = toFirst ? LastToFirst : FirstToLast;
        var shape = Shape.Of(permutation.Select(axis => tensor.Shape![axis].Value));
        var name = $"{tensor.Name}_{(toFirst ? "nchw" : "nhwc")}";
        if (Codes.MovesNothing(tensor.Shape!, permutation))
        {
            return Marked(Emit("Reshape", name, tensor.Type, shape, tensor, List(shape.ToArray())));
        }

        var node = EmitNode("Transpose", name, tensor.Type, shape, tensor);
        node.SetAttribute("perm", permutation.Select(axis => (long)axis).ToArray());
        return Marked(node.Output);

        Tensor Marked(Tensor converted)
        {
            converted.Layout = toFirst ? Layout.ChannelsFirst : Layout.ChannelsLast;
            converted.Quantization = tensor.Quantization;
            return converted;
        }
    }
}
