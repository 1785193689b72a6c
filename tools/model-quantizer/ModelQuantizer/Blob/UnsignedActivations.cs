using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>
/// Activations as codes from 0 to 255: the same numbers, codes and zero points 128 higher. ONNX Runtime fuses them on every machine,
/// signed ones only in part (and its softmax lets a probability of 1 wrap around there). Inputs and outputs remember what they were in
/// <see cref="Tensor.Quantization"/>.
/// </summary>
internal static class UnsignedActivations
{
    public static void Run(ModelGraph graph)
    {
        foreach (var tensor in graph.Inputs.Concat(graph.Outputs).Where(tensor => tensor.Type is ElementType.Int8 or ElementType.UInt8))
        {
            tensor.Quantization ??= Near(graph, tensor);
        }

        foreach (var node in graph.Nodes.ToArray())
        {
            var isEdge = node.Is("QuantizeLinear") || (node.Is("DequantizeLinear") && !node.RequiredInput(0).IsConstant);
            if (isEdge && node.Input(2) is { Constant: { Type: ElementType.Int8 } zero })
            {
                graph.SetInput(node, 2, graph.AddConstant("zero_point", Raised(zero)));
            }
            else if (node.Is("Pad") && node.Input(2) is { Constant: { Type: ElementType.Int8 } filler })
            {
                graph.SetInput(node, 2, graph.AddConstant("filler", Raised(filler)));
            }
        }

        foreach (var tensor in graph.Tensors.Where(tensor => tensor is { Type: ElementType.Int8, IsConstant: false }))
        {
            tensor.Type = ElementType.UInt8;
        }
    }

    private static TensorData Raised(TensorData codes) => TensorData.Of<byte>(
        ElementType.UInt8, [.. codes.ToIntegers().Select(code => (byte)(code + 128))], codes.Shape.ToArray());

    private static Quantization Near(ModelGraph graph, Tensor tensor)
    {
        var near = graph.Producer(tensor) is { } made && made.Is("QuantizeLinear")
            ? made
            : graph.Uses(tensor).Select(use => use.Node).FirstOrDefault(node => node.Is("DequantizeLinear"));
        var scale = near?.RequiredInput(1).Constant is { Count: 1 } one ? one.ToFloats()[0] : 1;
        var zero = near?.Input(2)?.Constant is { Count: 1 } code ? (int)code.ToIntegers()[0] : 0;
        return new Quantization(tensor.Type, scale, zero);
    }
}
