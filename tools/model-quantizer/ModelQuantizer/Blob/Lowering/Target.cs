using System;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Codes that a float operator's result becomes: scale, zero point among −128 to 127, and the clamps in between.</summary>
internal sealed record Target(Tensor Tensor, float Scale, int Zero, int Low, int High)
{
    /// <summary>With a real lower or upper bound added.</summary>
    public Target Clamped(float low, float high, Arithmetic arithmetic) => this with
    {
        Low = Math.Max(Low, Code(low, arithmetic)),
        High = Math.Min(High, Code(high, arithmetic)),
    };

    // Rounding is monotone, so clamping codes is clamping numbers.
    private int Code(float bound, Arithmetic arithmetic)
    {
        var rounding = arithmetic == Arithmetic.A ? MidpointRounding.AwayFromZero : MidpointRounding.ToEven;
        return (int)Math.Clamp(MathF.Round(bound / Scale, rounding) + Zero, sbyte.MinValue, sbyte.MaxValue);
    }
}
