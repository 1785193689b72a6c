namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>A figure that is known within bounds.</summary>
/// <param name="Low">0 or more.</param>
/// <param name="High">Not below <paramref name="Low"/>.</param>
public readonly record struct CostInterval(double Low, double High)
{
    public static CostInterval operator +(CostInterval a, CostInterval b) => new(a.Low + b.Low, a.High + b.High);

    public static CostInterval operator *(CostInterval a, double factor) => new(a.Low * factor, a.High * factor);

    /// <summary>The same as the operator.</summary>
    public static CostInterval Add(CostInterval a, CostInterval b) => a + b;

    /// <summary>The same as the operator.</summary>
    public static CostInterval Multiply(CostInterval a, double factor) => a * factor;
}
