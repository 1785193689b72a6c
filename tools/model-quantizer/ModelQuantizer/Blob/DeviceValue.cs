using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>
/// A tensor of codes in a buffer: the model's shape, and in which order its axes lie in memory. A transposition changes only the order.
/// </summary>
public sealed record DeviceValue(DeviceBuffer Buffer, IReadOnlyList<int> Shape, IReadOnlyList<int> Order)
{
    public int Count => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Steps in memory along each axis.</summary>
    public int[] Steps
    {
        get
        {
            var steps = new int[Shape.Count];
            var step = 1;
            foreach (var axis in Order.Reverse())
            {
                steps[axis] = step;
                step *= Shape[axis];
            }

            return steps;
        }
    }

    /// <summary>Whether it lies in an order, axes of one element aside.</summary>
    public bool IsIn(IEnumerable<int> order) => Large(Order).SequenceEqual(Large(order));

    private IEnumerable<int> Large(IEnumerable<int> order) => order.Where(axis => Shape[axis] != 1);
}
