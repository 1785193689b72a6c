using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>ONNX's multidirectional broadcasting.</summary>
internal static class Broadcast
{
    /// <summary>Null when a rank is unknown.</summary>
    public static Shape? Of(IReadOnlyCollection<Shape?> shapes)
    {
        if (shapes.Any(shape => shape is null))
        {
            return null;
        }

        var rank = shapes.Max(shape => shape!.Rank);
        var result = new Dimension[rank];
        for (var i = 0; i < rank; i++)
        {
            var fromEnd = rank - i;
            result[i] = shapes.Where(shape => shape!.Rank >= fromEnd).Select(shape => shape![shape.Rank - fromEnd]).Aggregate(Combine);
        }

        return new Shape(result);
    }

    public static Dimension Combine(Dimension one, Dimension other)
    {
        if (one.Equals(other))
        {
            return one.IsKnown || one.Symbol is not null ? one : Dimension.Open;
        }

        if (one is { IsKnown: true, Value: 1 })
        {
            return other;
        }

        if (other is { IsKnown: true, Value: 1 })
        {
            return one;
        }

        if (one.IsKnown && other.IsKnown)
        {
            throw new ShapeException($"dimensions {one} and {other} do not fit each other");
        }

        return one.IsKnown ? one : other.IsKnown ? other : Dimension.Open;
    }
}
