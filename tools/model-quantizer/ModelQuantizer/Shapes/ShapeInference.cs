using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>
/// Types and shapes of all tensors from those of the inputs, for the operators of ONNX opset 13 to 21 (and earlier ones where they read the
/// same). Unknown operators leave their outputs as they are.
/// </summary>
public static class ShapeInference
{
    /// <summary>ONNX operators whose results can be inferred: those the quantizer knows.</summary>
    public static IReadOnlyCollection<string> Operators => ShapeRules.Operators;

    /// <exception cref="ModelException">Shapes or attributes of a node do not fit each other.</exception>
    public static void Run(ModelGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        foreach (var node in Order(graph))
        {
            Run(graph, node);
        }
    }

    internal static void Run(ModelGraph graph, Node node)
    {
        if (node.Domain.Length > 0 || ShapeRules.Of(node.Op) is not { } rule)
        {
            return;
        }

        try
        {
            rule(new Inference(node, graph.Opset));
        }
        catch (ShapeException exception)
        {
            throw new ModelException(graph.Provenance.File, $"{node}: {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is InvalidOperationException or ArgumentException or OverflowException
            or IndexOutOfRangeException or DivideByZeroException)
        {
            throw new ModelException(graph.Provenance.File, $"{node}: its shapes or attributes make no sense", exception);
        }
    }

    internal static IReadOnlyList<Node> Order(ModelGraph graph)
    {
        try
        {
            return graph.Order();
        }
        catch (InvalidOperationException exception)
        {
            throw new ModelException(graph.Provenance.File, exception.Message, exception);
        }
    }
}
