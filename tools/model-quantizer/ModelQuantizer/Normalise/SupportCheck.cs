using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>Finds what the normaliser would refuse.</summary>
public static class SupportCheck
{
    public const int LowestOpset = 7;

    /// <summary>Versions above 21 add element types and attributes only, for the operators known here.</summary>
    public const int HighestOpset = 25;

    private static readonly string[] Recurrent = ["LSTM", "GRU", "RNN"];
    private static readonly string[] Weighted = ["Conv", "ConvTranspose", "Gemm", "MatMul", "BatchNormalization"];
    private static readonly string[] Control = ["If", "Loop", "Scan"];

    /// <summary>Operators that are known: those with a shape rule, and those that upgrading replaces.</summary>
    public static IReadOnlyCollection<string> Operators => [.. ShapeInference.Operators, "Upsample"];

    /// <summary>Empty when the model can be normalised.</summary>
    public static IReadOnlyList<Unsupported> Find(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var found = new List<Unsupported>();
        if (graph.Opset is < LowestOpset or > HighestOpset)
        {
            found.Add(new Unsupported(
                null,
                $"opset {graph.Opset} is not supported",
                $"export the model with an opset from {LowestOpset} to 21"));
        }

        foreach (var tensor in graph.Inputs.Where(tensor => ElementTypes.BitsOf(tensor.Type) == 0))
        {
            found.Add(new Unsupported(
                null, $"input '{tensor.Name}' is no tensor of numbers", "feed numbers and look texts up before the model"));
        }

        found.AddRange(graph.Nodes.Select(Check).OfType<Unsupported>());
        return found;
    }

    /// <exception cref="ModelException">Something is not supported; the message names the first and counts the rest.</exception>
    public static void Require(ModelGraph graph)
    {
        var found = Find(graph);
        if (found.Count > 0)
        {
            var more = found.Count > 1 ? $" (and {found.Count - 1} more)" : "";
            throw new ModelException(graph.Provenance.File, $"{found[0]}{more}");
        }
    }

    private static Unsupported? Check(Node node)
    {
        if (node.Domain.Length > 0)
        {
            var advice = node.Domain == "ai.onnx.ml"
                ? "trees and other classical models are not quantized; run them in the gateway as they are"
                : "export with ONNX's own operators only, without custom operators or local functions";
            return new Unsupported(node, "belongs to another operator domain", advice);
        }

        if (Recurrent.Contains(node.Op))
        {
            return new Unsupported(node, "is recurrent", "use a convolution over the window, or unroll the network when exporting");
        }

        if (Control.Contains(node.Op) || node.Attributes.Values.Any(value => value.Kind == AttributeKind.Graph))
        {
            return new Unsupported(
                node, "holds sub-graphs", "control flow has no place on a device; export a model without branches and loops");
        }

        if (node.Op != "Upsample" && !ShapeInference.Operators.Contains(node.Op))
        {
            return new Unsupported(
                node, "is not among the supported operators", "export without it, or leave it to the program around the model");
        }

        if (Weighted.Contains(node.Op) && node.Inputs.FirstOrDefault(HoldsNoNumber) is { } weights)
        {
            return new Unsupported(
                node, $"has '{weights.Name}' with a value that is not a finite number", "train or export the model again");
        }

        var unknown = node.Attributes.FirstOrDefault(pair => IsTooNew(node.Op, pair.Key) || pair.Value.Kind == AttributeKind.Other);
        return unknown.Key is null ? null : new Unsupported(node, $"has the attribute '{unknown.Key}'", "export the model with opset 21");
    }

    private static bool HoldsNoNumber(Tensor? tensor) => tensor?.Constant is { Type: ElementType.Float } data
        && !Array.TrueForAll(data.ToFloats(), float.IsFinite);

    // Attributes that came after opset 21.
    private static bool IsTooNew(string op, string attribute) =>
        (op, attribute) is ("Cast", "round_mode") or ("QuantizeLinear", "precision") or ("DequantizeLinear", "output_dtype");
}
