using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Operators that keep or only reorder all elements.</summary>
internal static class MovementShapes
{
    public static void Reshape(Inference inference)
    {
        var input = inference.Shape(0);
        if (inference.Integers(1) is not { } wanted)
        {
            inference.Set(inference.Type(0), inference.Shape(1) is [{ IsKnown: true } rank] ? Open((int)rank.Value) : null);
            return;
        }

        var keepsZeros = inference.Node.Integer("allowzero", 0) != 0;
        var result = wanted.Select((size, i) => size switch
        {
            0 when !keepsZeros => input is null ? Dimension.Open
                : i < input.Rank ? input[i] : throw new ShapeException($"{input} has no dimension {i}"),
            < 0 => Dimension.Open,
            _ => new Dimension(size),
        }).ToArray();
        var free = Array.FindIndex(wanted, size => size == -1);
        if (free >= 0 && input is { IsKnown: true })
        {
            var others = result.Where((_, i) => i != free).Aggregate(1L, (product, dimension) => checked(product * dimension.Value));
            if (others == 0 || input.ElementCount % others != 0)
            {
                throw new ShapeException($"{input} cannot become [{string.Join(", ", wanted)}]");
            }

            result[free] = input.ElementCount / others;
        }

        var shape = new Shape(result);
        if (input is { IsKnown: true } && shape.IsKnown && shape.ElementCount != input.ElementCount)
        {
            throw new ShapeException($"{input} cannot become {shape}");
        }

        inference.Set(inference.Type(0), shape);
    }

    public static void Flatten(Inference inference)
    {
        if (inference.Shape(0) is not { } input)
        {
            inference.Set(inference.Type(0), Open(2));
            return;
        }

        var axis = inference.Node.Integer("axis", 1);
        var at = axis == input.Rank ? input.Rank : Inference.Normal(axis, Math.Max(1, input.Rank));
        inference.Set(inference.Type(0), new Shape(Product(input.Take(at)), Product(input.Skip(at))));
    }

    public static void Transpose(Inference inference)
    {
        if (inference.Shape(0) is not { } input)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var order = inference.Node.Integers("perm") ?? [.. Enumerable.Range(0, input.Rank).Reverse().Select(axis => (long)axis)];
        if (!order.Order().SequenceEqual(Enumerable.Range(0, input.Rank).Select(axis => (long)axis)))
        {
            throw new ShapeException($"perm [{string.Join(", ", order)}] does not fit {input}");
        }

        inference.Set(inference.Type(0), new Shape([.. order.Select(axis => input[(int)axis])]));
    }

    public static void Squeeze(Inference inference)
    {
        if (inference.Shape(0) is not { } input || inference.Axes(1) is not { } given)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        if (given.Length == 0 && !input.IsKnown)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var axes = given.Length > 0
            ? Inference.Normal(given, input.Rank)
            : [.. Enumerable.Range(0, input.Rank).Where(axis => input[axis].Value == 1)];
        if (axes.Any(axis => input[axis] is { IsKnown: true, Value: not 1 }))
        {
            throw new ShapeException($"axes [{string.Join(", ", axes)}] of {input} are not all 1");
        }

        inference.Set(inference.Type(0), new Shape([.. input.Where((_, axis) => !axes.Contains(axis))]));
    }

    public static void Unsqueeze(Inference inference)
    {
        if (inference.Shape(0) is not { } input || inference.Axes(1) is not { } given)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var rank = input.Rank + given.Length;
        var axes = Inference.Normal(given, rank);
        var rest = new Queue<Dimension>(input);
        inference.Set(
            inference.Type(0), new Shape([.. Enumerable.Range(0, rank).Select(axis => axes.Contains(axis) ? 1 : rest.Dequeue())]));
    }

    public static void DepthToSpace(Inference inference) => Blocks(inference, (input, block) => new Shape(
        input[0],
        Divided(input[1], block * block),
        Times(input[2], block),
        Times(input[3], block)));

    public static void SpaceToDepth(Inference inference) => Blocks(inference, (input, block) => new Shape(
        input[0],
        Times(input[1], block * block),
        Divided(input[2], block),
        Divided(input[3], block)));

    public static Dimension Times(Dimension dimension, long factor) =>
        dimension.IsKnown ? checked(dimension.Value * factor) : factor == 1 ? dimension : Dimension.Open;

    public static Shape Open(int rank) => new([.. Enumerable.Repeat(Dimension.Open, rank)]);

    private static void Blocks(Inference inference, Func<Shape, long, Shape> shape) => inference.Set(
        inference.Type(0),
        inference.Shape(0) is { Rank: 4 } input ? shape(input, inference.Node.Integer("blocksize", 1)) : null);

    private static Dimension Divided(Dimension dimension, long divisor) =>
        dimension.IsKnown && divisor > 0 ? dimension.Value / divisor : Dimension.Open;

    private static Dimension Product(IEnumerable<Dimension> dimensions)
    {
        Dimension[] all = [.. dimensions.Where(dimension => dimension is not { IsKnown: true, Value: 1 })];
        return all.Length == 1 ? all[0]
            : Array.TrueForAll(all, dimension => dimension.IsKnown)
                ? all.Aggregate(1L, (product, dimension) => checked(product * dimension.Value))
                : Dimension.Open;
    }
}
