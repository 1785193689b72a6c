using System.Globalization;

namespace Stethos.Benchmarks.Kit;

/// <summary>A limit a figure has to keep.</summary>
internal sealed record Goal(bool IsCeiling, double Limit)
{
    public static Goal AtLeast(double limit) => new(false, limit);

    public static Goal AtMost(double limit) => new(true, limit);

    public bool IsMet(double value) => IsCeiling ? value <= Limit : value >= Limit;

    public override string ToString() => (IsCeiling ? "<= " : ">= ") + Limit.ToString(CultureInfo.InvariantCulture);
}
