using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>Parts of constants.</summary>
internal static class Slices
{
    /// <summary>The named slices along one dimension, in order; elements of whole bytes.</summary>
    public static TensorData Keep(TensorData data, int axis, int[] kept)
    {
        var shape = data.Shape.ToArray();
        var width = (int)shape.Skip(axis + 1).Aggregate((long)ElementTypes.BitsOf(data.Type) / 8, (product, size) => product * size);
        var outer = (int)shape.Take(axis).Aggregate(1L, (product, size) => product * size);
        var row = (int)shape[axis] * width;
        var source = data.Bytes.Span;
        var result = new byte[outer * kept.Length * width];
        for (var i = 0; i < outer; i++)
        {
            for (var k = 0; k < kept.Length; k++)
            {
                source.Slice(i * row + kept[k] * width, width).CopyTo(result.AsSpan((i * kept.Length + k) * width));
            }
        }

        shape[axis] = kept.Length;
        return new TensorData(data.Type, shape, result);
    }
}
