using System;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>A model in ONNX Runtime as the gateway runs it. Inputs and outputs that are codes are converted by their scales.</summary>
public sealed class OrtModelRunner : IModelRunner
{
    private readonly GraphRunner _runner;
    private readonly Quantization?[] _inputs;
    private readonly ElementType[] _inputTypes;
    private readonly Quantization? _output;

    public OrtModelRunner(string name, ModelGraph graph, OptimizationLevel optimization = OptimizationLevel.All)
    {
        ArgumentNullException.ThrowIfNull(graph);
        Name = name;
        _inputTypes = [.. graph.Inputs.Select(input => input.Type)];
        _inputs = [.. graph.Inputs.Select(input => input.Type == ElementType.Float ? null : ScaleOf(graph, input))];
        var output = graph.Outputs[0];
        _output = output.Type is ElementType.Int8 or ElementType.UInt8 or ElementType.Int16 ? ScaleOf(graph, output) : null;
        _runner = new GraphRunner(graph, optimization);
    }

    public string Name { get; }

    public float[] Run(TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var result = _runner.Run([.. inputs.Select((input, i) => Converted(input, _inputTypes[i], _inputs[i]))])[0];
        return _output is null
            ? result.ToFloats()
            : [.. result.ToIntegers().Select(code => (code - _output.ZeroPoints[0]) * _output.Scales[0])];
    }

    public void Dispose() => _runner.Dispose();

    /// <summary>Samples as the model takes them: floats become codes where its inputs are codes.</summary>
    public static TensorData[] Encode(ModelGraph graph, TensorData[] inputs)
    {
        ArgumentNullException.ThrowIfNull(graph);
        return [.. inputs.Select((input, i) => Converted(input, graph.Inputs[i].Type, ScaleOf(graph, graph.Inputs[i])))];
    }

    private static TensorData Converted(TensorData input, ElementType type, Quantization? scale)
    {
        if (input.Type == type || scale is not { } codes)
        {
            return input;
        }

        var (lowest, highest) = ElementTypes.RangeOf(codes.Type);
        var values = input.ToFloats().Select(value =>
            (int)Math.Clamp(MathF.Round(value / codes.Scales[0]) + codes.ZeroPoints[0], lowest, highest));
        var shape = input.Shape.ToArray();
        return codes.Type switch
        {
            ElementType.Int8 => TensorData.Of<sbyte>(codes.Type, [.. values.Select(value => (sbyte)value)], shape),
            ElementType.UInt8 => TensorData.Of<byte>(codes.Type, [.. values.Select(value => (byte)value)], shape),
            _ => TensorData.Of<short>(codes.Type, [.. values.Select(value => (short)value)], shape),
        };
    }

    // Written on the tensor by an importer or the quantizer, or on the node that decodes or encodes it.
    private static Quantization? ScaleOf(ModelGraph graph, Tensor tensor)
    {
        if (tensor.Quantization is { } known)
        {
            return known;
        }

        var node = graph.Producer(tensor) is { } producer && producer.Is("QuantizeLinear")
            ? producer
            : graph.Uses(tensor).Select(use => use.Node).FirstOrDefault(user => user.Is("DequantizeLinear"));
        return node?.Input(1)?.Constant is { Count: 1 } scale
            ? new Quantization(tensor.Type, scale.ToFloats()[0], (int)(node.Input(2)?.Constant?.ToIntegers()[0] ?? 0))
            : null;
    }
}
