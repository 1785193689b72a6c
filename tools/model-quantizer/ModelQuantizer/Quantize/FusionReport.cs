using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// What ONNX Runtime made of a quantized model on this machine, read back from its optimized graph: how many layers with weights run in
/// integers, and why the others do not.
/// </summary>
/// <param name="Fused">Layers with weights that became integer kernels.</param>
/// <param name="Layers">Layers with weights.</param>
/// <param name="Kernels">All operators of the optimized graph and how often each occurs.</param>
/// <param name="Reasons">One line for each layer that stayed float.</param>
public sealed record FusionReport(
    int Fused, int Layers, IReadOnlyDictionary<string, int> Kernels, IReadOnlyList<string> Reasons)
{
    private static readonly HashSet<string> IntegerKernels =
    [
        "QLinearConv", "QGemm", "QLinearMatMul", "MatMulIntegerToFloat", "MatMulInteger", "ConvInteger", "DynamicQuantizeMatMul",
        "MatMulNBits", "QLinearConvTranspose",
    ];

    private static readonly HashSet<string> Weighted = ["Conv", "Gemm", "MatMul", "ConvTranspose"];

    /// <summary>For example "9 of 9 QLinearConv, QGemm".</summary>
    public string Summary => $"{Fused} of {Layers} "
        + (Fused == 0 ? "integer kernels" : string.Join(", ", Kernels.Keys.Where(IntegerKernels.Contains)));

    /// <exception cref="ModelException">ONNX Runtime refuses the model.</exception>
    public static FusionReport Of(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var optimized = Optimized(graph);
        var kernels = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var node in optimized.Nodes)
        {
            kernels[node.Op] = kernels.GetValueOrDefault(node.Op) + 1;
        }

        var layers = graph.Nodes.Where(node => node.Domain.Length == 0 && (Weighted.Contains(node.Op) || IntegerKernels.Contains(node.Op)))
            .ToList();
        var fused = optimized.Nodes.Count(node => IntegerKernels.Contains(node.Op));
        var left = optimized.Nodes.Where(node => node.Op is "Conv" or "FusedConv" or "Gemm" or "FusedGemm" or "MatMul" or "FusedMatMul"
            or "ConvTranspose").Select(node => node.Name).ToHashSet(StringComparer.Ordinal);
        var reasons = layers.Where(node => left.Contains(node.Name))
            .Select(node => $"{node.Op} {NodeNames.Short(node.Name)}: {Reason(graph, node)}").ToList();
        return new FusionReport(fused, layers.Count, kernels, reasons);
    }

    private static ModelGraph Optimized(ModelGraph graph)
    {
        var folder = Directory.CreateTempSubdirectory("model-quantizer-");
        try
        {
            var file = Path.Combine(folder.FullName, "optimized.onnx");
            var options = new OrtSessionOptions { Optimization = OptimizationLevel.Extended, OptimizedModelPath = file };
            OrtSession.FromBytes(OnnxModel.Write(graph), graph.Provenance.File, options).Dispose();
            return OnnxModel.Load(file);
        }
        catch (OnnxRuntimeException exception)
        {
            throw new ModelException(graph.Provenance.File, $"ONNX Runtime refuses the model: {exception.Message}", exception);
        }
        finally
        {
            folder.Delete(true);
        }
    }

    private static string Reason(ModelGraph graph, Node node)
    {
        if (Decoder(graph, node.RequiredInput(0)) is not { } input || Decoder(graph, node.RequiredInput(1)) is not { } weights)
        {
            return Decoder(graph, node.RequiredInput(1)) is null
                ? "it was left float"
                : "only its weights are codes, its input is float";
        }

        var type = input.RequiredInput(0).Type;
        if (weights.RequiredInput(0).Type is ElementType.Int4 or ElementType.UInt4)
        {
            return "there is no integer kernel for 4-bit weights in this place";
        }

        if (type is ElementType.Int16 or ElementType.UInt16)
        {
            return "there are no kernels for 16-bit activations";
        }

        var users = graph.Uses(node.Output);
        if (node.Op is "Conv" or "ConvTranspose" && !users.Any(use => use.Node.Is("QuantizeLinear")))
        {
            return users.Count > 0
                ? $"a {users[0].Node.Op} stands between it and its codes: the range should make it superfluous"
                : "its result stays float, an integer convolution needs codes there";
        }

        return type == ElementType.Int8
            ? "signed activations: ONNX Runtime does not convert codes that several nodes read; use uint8 on x64"
            : "its bias or scales are in a form the integer kernel does not take";
    }

    private static Node? Decoder(ModelGraph graph, Tensor tensor) =>
        graph.Producer(tensor) is { } producer && producer.Is("DequantizeLinear") ? producer : null;
}
