using System;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Moves the elements of a constant, as ONNX's Transpose does.</summary>
public static class TensorTranspose
{
    /// <param name="data">Any element type of whole bytes.</param>
    /// <param name="permutation">Dimension i of the result is dimension permutation[i] of the source.</param>
    /// <exception cref="ArgumentException">No permutation of the dimensions, or elements of 4 bits.</exception>
    public static TensorData Of(TensorData data, params int[] permutation)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(permutation);
        var rank = data.Shape.Rank;
        if (!permutation.Order().SequenceEqual(Enumerable.Range(0, rank)) || ElementTypes.BitsOf(data.Type) < 8)
        {
            throw new ArgumentException($"[{string.Join(", ", permutation)}] does not fit {data}", nameof(permutation));
        }

        var source = data.Shape.ToArray();
        var strides = new long[rank];
        for (var (i, stride) = (rank - 1, 1L); i >= 0; stride *= source[i--])
        {
            strides[i] = stride;
        }

        var target = permutation.Select(axis => source[axis]).ToArray();
        var steps = permutation.Select(axis => strides[axis]).ToArray();
        var width = ElementTypes.BitsOf(data.Type) / 8;
        var from = data.Bytes.Span;
        var to = new byte[from.Length];
        var position = new long[rank];
        long at = 0;
        for (long i = 0; i < data.Count; i++)
        {
            from.Slice((int)(at * width), width).CopyTo(to.AsSpan((int)(i * width)));
            for (var axis = rank - 1; axis >= 0; axis--)
            {
                at += steps[axis];
                if (++position[axis] < target[axis])
                {
                    break;
                }

                at -= steps[axis] * target[axis];
                position[axis] = 0;
            }
        }

        return new TensorData(data.Type, target, to);
    }
}
