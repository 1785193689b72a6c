using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>One node under inference: reads what is known of its inputs and sets what follows for its outputs.</summary>
internal sealed class Inference(Node node, int opset)
{
    public Node Node => node;

    public int Opset => opset;

    /// <summary>Shape of an input; null when the rank is unknown or the input is left out.</summary>
    public Shape? Shape(int input) => node.Input(input)?.Shape;

    public ElementType Type(int input) => node.Input(input)?.Type ?? ElementType.Undefined;

    /// <summary>An input's values when it is a constant, or when they follow from shapes that are known.</summary>
    public long[]? Integers(int input) => node.Input(input)?.Constant is { } data && data.Type is ElementType.Int64 or ElementType.Int32
        ? node.Input(input)!.Constant!.ToIntegers()
        : null;

    /// <summary>Axes of an input or, before they became inputs, of an attribute; null when unknown, empty when left out.</summary>
    public long[]? Axes(int input) => node.Integers("axes") ?? (node.Input(input) is null ? [] : Integers(input));

    public int Axis(string attribute, long otherwise, int rank)
    {
        var axis = node.Integer(attribute, otherwise);
        return Normal(axis, rank);
    }

    public static int Normal(long axis, int rank)
    {
        var normal = axis < 0 ? axis + rank : axis;
        return normal >= 0 && normal < rank ? (int)normal : throw new ShapeException($"axis {axis} does not exist with {rank} dimensions");
    }

    public static int[] Normal(IEnumerable<long> axes, int rank) => [.. axes.Select(axis => Normal(axis, rank)).Order()];

    /// <summary>Sets the first output.</summary>
    public void Set(ElementType type, Shape? shape) => Set(0, type, shape);

    /// <summary>Sets an output; what was known before and is not inferred stays.</summary>
    public void Set(int output, ElementType type, Shape? shape)
    {
        if (output >= node.Outputs.Count || node.Outputs[output] is not { } tensor)
        {
            return;
        }

        if (type != ElementType.Undefined)
        {
            tensor.Type = type;
        }

        if (shape is not null)
        {
            tensor.Shape = Merge(shape, tensor.Shape);
        }
    }

    // What was inferred wins over what a file claims; a name is better than nothing.
    private static Shape Merge(Shape inferred, Shape? known) => known is null || known.Rank != inferred.Rank
        ? inferred
        : new Shape([.. inferred.Zip(known, (one, other) => one.IsKnown || (one.Symbol is not null && !other.IsKnown) ? one : other)]);
}
