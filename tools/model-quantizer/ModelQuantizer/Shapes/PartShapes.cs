using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Shapes;

/// <summary>Operators that take or add elements, or put tensors together.</summary>
internal static class PartShapes
{
    public static void Concat(Inference inference)
    {
        var shapes = inference.Node.Inputs.Select(input => input?.Shape).ToArray();
        if (Array.Find(shapes, shape => shape is not null) is not { } known)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        var axis = inference.Axis("axis", 1, known.Rank);
        if (shapes.Any(shape => shape is not null && shape.Rank != known.Rank))
        {
            throw new ShapeException($"{string.Join(" and ", shapes.Select(shape => shape?.ToString() ?? "?"))} cannot be put together");
        }

        var length = shapes.All(shape => shape is not null && shape[axis].IsKnown)
            ? new Dimension(shapes.Sum(shape => shape![axis].Value))
            : Dimension.Open;
        var result = known.With(axis, length);
        for (var i = 0; i < known.Rank; i++)
        {
            if (i != axis && !result[i].IsKnown && shapes.FirstOrDefault(shape => shape is not null && shape[i].IsKnown) is { } other)
            {
                result = result.With(i, other[i]);
            }
        }

        inference.Set(inference.Type(0), result);
    }

    public static void Split(Inference inference)
    {
        var outputs = inference.Node.Outputs.Count;
        if (inference.Shape(0) is not { } input)
        {
            return;
        }

        var axis = inference.Axis("axis", 0, input.Rank);
        var sizes = inference.Node.Integers("split") ?? inference.Integers(1);
        for (var i = 0; i < outputs; i++)
        {
            var size = sizes is not null && i < sizes.Length ? sizes[i]
                : input[axis].IsKnown && inference.Node.Input(1) is null ? Even(input[axis].Value, outputs, i)
                : Dimension.Open;
            inference.Set(i, inference.Type(0), input.With(axis, size));
        }
    }

    public static void Slice(Inference inference)
    {
        var node = inference.Node;
        var starts = node.Integers("starts") ?? inference.Integers(1);
        var ends = node.Integers("ends") ?? inference.Integers(2);
        var given = inference.Axes(3);
        var steps = node.Input(4) is null ? null : inference.Integers(4);
        var isOpen = starts is null || ends is null || given is null || (steps is null && node.Input(4) is not null);
        if (inference.Shape(0) is not { } input || isOpen)
        {
            inference.Set(inference.Type(0), inference.Shape(0) is { } same ? MovementShapes.Open(same.Rank) : null);
            return;
        }

        var axes = given!.Length > 0 ? given : [.. Enumerable.Range(0, starts!.Length).Select(axis => (long)axis)];
        var result = input;
        for (var i = 0; i < axes.Length; i++)
        {
            var axis = Inference.Normal(axes[i], input.Rank);
            var length = input[axis].IsKnown
                ? new Dimension(Length(input[axis].Value, starts![i], ends![i], steps?[i] ?? 1))
                : Dimension.Open;
            result = result.With(axis, length);
        }

        inference.Set(inference.Type(0), result);
    }

    public static void Gather(Inference inference)
    {
        if (inference.Shape(0) is { Rank: > 0 } data && inference.Shape(1) is { } indices)
        {
            var axis = inference.Axis("axis", 0, data.Rank);
            inference.Set(inference.Type(0), new Shape([.. data.Take(axis), .. indices, .. data.Skip(axis + 1)]));
        }
        else
        {
            inference.Set(inference.Type(0), null);
        }
    }

    public static void Pad(Inference inference)
    {
        var pads = inference.Node.Integers("pads") ?? inference.Integers(1);
        if (inference.Shape(0) is not { } input || pads is null || inference.Node.Input(3) is not null)
        {
            inference.Set(inference.Type(0), inference.Shape(0) is { } same ? MovementShapes.Open(same.Rank) : null);
            return;
        }

        if (pads.Length != 2 * input.Rank)
        {
            throw new ShapeException($"{pads.Length} pads do not fit {input}");
        }

        inference.Set(inference.Type(0), new Shape([.. input.Select((dimension, i) =>
            dimension.IsKnown ? dimension.Value + pads[i] + pads[i + input.Rank]
            : pads[i] == 0 && pads[i + input.Rank] == 0 ? dimension : Dimension.Open)]));
    }

    public static void Resize(Inference inference)
    {
        if (inference.Shape(0) is not { } input)
        {
            inference.Set(inference.Type(0), null);
            return;
        }

        // Version 10 has the scales second, later versions third.
        var scales = inference.Node.Input(inference.Opset < 11 ? 1 : 2)?.Constant?.ToFloats();
        var sizes = inference.Integers(3);
        var axes = inference.Node.Integers("axes") is { } some
            ? Inference.Normal(some, input.Rank)
            : [.. Enumerable.Range(0, input.Rank)];
        var result = input;
        for (var i = 0; i < axes.Length; i++)
        {
            var old = input[axes[i]];
            var size = sizes?.Length == axes.Length ? sizes[i]
                : scales?.Length == axes.Length && old.IsKnown ? (long)Math.Floor(old.Value * scales[i])
                : scales?.Length == axes.Length && scales[i] == 1 ? old
                : Dimension.Open;
            result = result.With(axes[i], size);
        }

        inference.Set(inference.Type(0), result);
    }

    public static void Reduce(Inference inference)
    {
        var isIndex = inference.Node.Op is "ArgMax" or "ArgMin";
        var type = isIndex ? ElementType.Int64 : inference.Type(0);
        var given = isIndex ? [inference.Node.Integer("axis", 0)] : inference.Axes(1);
        if (inference.Shape(0) is not { } input || given is null)
        {
            inference.Set(type, null);
            return;
        }

        var all = Enumerable.Range(0, input.Rank).ToArray();
        var axes = given.Length > 0 ? Inference.Normal(given, input.Rank)
            : inference.Node.Integer("noop_with_empty_axes", 0) != 0 ? [] : all;
        var keeps = inference.Node.Integer("keepdims", 1) != 0;
        inference.Set(
            type,
            new Shape([.. input.Select((dimension, i) => (dimension, i)).Where(pair => keeps || !axes.Contains(pair.i))
                .Select(pair => axes.Contains(pair.i) ? 1 : pair.dimension)]));
    }

    // With chunks as equal as possible the last one is smaller.
    private static long Even(long size, int parts, int index)
    {
        var chunk = (size + parts - 1) / parts;
        return Math.Max(0, Math.Min(chunk, size - index * chunk));
    }

    private static long Length(long size, long start, long end, long step)
    {
        if (step == 0)
        {
            throw new ShapeException("a slice has a step of 0");
        }

        if (step > 0)
        {
            var from = Math.Clamp(start < 0 ? start + size : start, 0, size);
            var to = Math.Clamp(end < 0 ? end + size : end, 0, size);
            return Math.Max(0, (to - from + step - 1) / step);
        }

        var first = Math.Clamp(start < 0 ? start + size : start, -1, size - 1);
        var last = Math.Clamp(end < 0 && end >= -size ? end + size : end, -1, size - 1);
        return Math.Max(0, (first - last - step - 1) / -step);
    }
}
