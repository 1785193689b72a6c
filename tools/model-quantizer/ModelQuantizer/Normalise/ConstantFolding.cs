using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Shapes;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Normalise;

/// <summary>
/// Replaces nodes whose results do not depend on the inputs by constants, inferring shapes on the way: Constant and Shape directly,
/// everything else by running the single node in ONNX Runtime, so that the constant is what the runtime would have computed.
/// Weights behind a DequantizeLinear stay codes.
/// </summary>
internal sealed class ConstantFolding(ModelGraph graph, IReadOnlySet<string> except)
{
    private const long MaxBytes = 64L * 1024 * 1024;
    private static readonly HashSet<string> Kept = ["QuantizeLinear", "DequantizeLinear", "DynamicQuantizeLinear"];
    private long _bytes;

    public int Run()
    {
        var folded = 0;
        foreach (var node in ShapeInference.Order(graph))
        {
            ShapeInference.Run(graph, node);
            if (node.Domain.Length == 0 && Fold(node))
            {
                graph.Remove(node);
                folded++;
            }
        }

        return folded;
    }

    private bool Fold(Node node)
    {
        if (node.Op == "Constant")
        {
            return ConstantOf(node) is { } value && Set(node, [value]);
        }

        if (node.Op is "Shape" or "Size")
        {
            return node.RequiredInput(0).Shape is { } shape && FoldShape(node, shape);
        }

        var inputs = node.Inputs.OfType<Tensor>().ToArray();
        return inputs.Length > 0 && Array.TrueForAll(inputs, input => input.IsConstant)
            && !Kept.Contains(node.Op) && !except.Contains(node.Op) && IsSmall(node) && Compute(node) is { } values && Set(node, values);
    }

    private static bool FoldShape(Node node, Shape shape)
    {
        if (node.Op == "Size")
        {
            return shape.IsKnown && Set(node, [TensorData.Of<long>(ElementType.Int64, [shape.ElementCount])]);
        }

        var (start, end) = MadeShapes.Range(node, shape.Rank);
        var part = shape.ToArray().Skip(start).Take(Math.Max(0, end - start)).ToArray();
        return Array.TrueForAll(part, size => size >= 0) && Set(node, [TensorData.List(part)]);
    }

    private static TensorData? ConstantOf(Node node)
    {
        var (name, value) = node.Attributes.FirstOrDefault(pair => pair.Key.StartsWith("value", StringComparison.Ordinal));
        return (name, value?.Kind) switch
        {
            ("value", AttributeKind.Tensor) => value!.Tensor,
            ("value_float", AttributeKind.Float) => TensorData.Scalar(value!.Float),
            ("value_int", AttributeKind.Integer) => TensorData.Of<long>(ElementType.Int64, [value!.Integer]),
            ("value_floats", AttributeKind.Floats) => TensorData.Floats([.. value!.Floats], value.Floats.Count),
            ("value_ints", AttributeKind.Integers) => TensorData.List([.. value!.Integers]),
            _ => null,
        };
    }

    private static bool Set(Node node, TensorData[] values)
    {
        for (var i = 0; i < values.Length; i++)
        {
            if (node.Outputs[i] is { } output)
            {
                output.Constant = values[i];
            }
        }

        return true;
    }

    // A few bytes of file must not become gigabytes of constants.
    private bool IsSmall(Node node)
    {
        foreach (var output in node.Outputs)
        {
            if (output is null || output.Shape is not { IsKnown: true } shape || ElementTypes.BitsOf(output.Type) == 0)
            {
                return false;
            }

            try
            {
                _bytes = checked(_bytes + ElementTypes.BytesOf(output.Type, shape.ElementCount));
            }
            catch (OverflowException)
            {
                return false;
            }
        }

        return _bytes <= MaxBytes;
    }

    private TensorData[]? Compute(Node node)
    {
        var single = new ModelGraph("fold", graph.Provenance) { Opset = graph.Opset };
        var twins = new Dictionary<Tensor, Tensor>();
        foreach (var input in node.Inputs.OfType<Tensor>().Distinct())
        {
            twins[input] = single.AddConstant(input.Name, input.Constant!);
        }

        var outputs = node.Outputs.Select(output => single.AddTensor(output!.Name, output.Type, output.Shape)).ToArray();
        var twin = single.Add(node.Op, node.Name, node.Inputs.Select(input => input is null ? null : twins[input]), outputs);
        foreach (var (name, value) in node.Attributes)
        {
            twin.SetAttribute(name, value);
        }

        Array.ForEach(outputs, single.AddOutput);
        try
        {
            using var runner = new GraphRunner(single, OptimizationLevel.None);
            return runner.Run();
        }
        catch (Exception exception) when (exception is ModelException or OnnxRuntimeException)
        {
            // Left in place: the whole model will say more clearly what is wrong with it.
            return null;
        }
    }
}
