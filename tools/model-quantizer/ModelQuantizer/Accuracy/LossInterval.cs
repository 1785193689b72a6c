using System;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>
/// 95 % interval of the points lost between two ways of computing on the same samples. Only samples that one way alone got right count;
/// one is added to either kind (Agresti and Min 2005), which is also right when there are few of them.
/// </summary>
/// <param name="Low">Percentage points; negative means that points were gained.</param>
/// <param name="High">Percentage points.</param>
public readonly record struct LossInterval(double Low, double High)
{
    private const double Z = 1.959963984540054;

    /// <param name="onlyFirst">Samples that the first way alone got right.</param>
    /// <param name="onlyOther">Samples that the other alone got right.</param>
    /// <param name="count">All samples.</param>
    public static LossInterval Of(long onlyFirst, long onlyOther, long count)
    {
        if (count == 0)
        {
            return new LossInterval(-100, 100);
        }

        var (b, c, n) = (onlyFirst + 0.5, onlyOther + 0.5, count + 2.0);
        var loss = (b - c) / n;
        var half = Z * Math.Sqrt(b + c - (b - c) * (b - c) / n) / n;
        return new LossInterval(100 * (loss - half), 100 * (loss + half));
    }
}
