using System;
using Stethos.Inference;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>
/// Logistic and hyperbolic tangent of arithmetic A for every code: 32-bit fixed point with 4 integer bits in and a 31-bit fraction out, as
/// TFLite's reference kernels for 8 bits compute them. Results have scale 1/256 from −128, or 1/128 around 0.
/// </summary>
internal static class FixedFunctions
{
    private const int IntegerBits = 4;
    private const int FractionBits = 31 - IntegerBits;
    private const int One = int.MaxValue;
    private const int Half = 1 << 30;

    // 1 with two integer bits.
    private const int Unit = 1 << 29;

    public static byte[] Logistic(float scale, int zero) =>
        Table(scale, zero, x => FixedPoint.RoundingDivide(Logistic(x), 31 - 8) + sbyte.MinValue);

    public static byte[] Tanh(float scale, int zero) => Table(scale, zero, x => FixedPoint.RoundingDivide(Tanh(x), 31 - 7));

    // Codes too far from zero to be represented saturate.
    private static byte[] Table(float scale, int zero, Func<int, int> function)
    {
        var factor = scale * (double)(1L << FractionBits);
        var shift = Math.ILogB(factor) + 1;
        var multiplier = (int)Math.Round(Math.ScaleB(factor, 31 - shift), MidpointRounding.AwayFromZero);
        var radius = (int)Math.Floor(((1 << IntegerBits) - 1) * Math.ScaleB(1, FractionBits - shift));
        var table = new byte[ModelFormat.CodeCount];
        for (var i = 0; i < table.Length; i++)
        {
            var code = sbyte.MinValue + i - zero;
            var value = code <= -radius ? sbyte.MinValue
                : code >= radius ? sbyte.MaxValue
                : Math.Clamp(function(FixedPoint.Multiply(code, multiplier, shift)), sbyte.MinValue, sbyte.MaxValue);
            table[i] = (byte)value;
        }

        return table;
    }

    private static int Logistic(int x)
    {
        if (x == 0)
        {
            return Half;
        }

        var above = FixedPoint.Reciprocal(GemmlowpExponential.Exponential(x > 0 ? -x : x, IntegerBits));
        return x > 0 ? above : One - above;
    }

    // (1 − e^−2x) / (1 + e^−2x); doubling only moves the point.
    private static int Tanh(int x)
    {
        if (x == 0)
        {
            return 0;
        }

        var ratio = Ratio(GemmlowpExponential.Exponential(x > 0 ? -x : x, IntegerBits + 1));
        return x > 0 ? ratio : -ratio;
    }

    // (1 − x) / (1 + x) = 2 / (1 + x) − 1, the reciprocal of (1 + x) / 2 by three steps of Newton's method.
    private static int Ratio(int x)
    {
        var half = (int)(((long)x + One + 1) / 2);
        var y = 1515870810 + FixedPoint.DoublingHighMultiply(half, -1010580540);
        for (var i = 0; i < 3; i++)
        {
            var rest = Unit - FixedPoint.DoublingHighMultiply(half, y);
            y += FixedPoint.SaturatingShift(FixedPoint.DoublingHighMultiply(y, rest), 2);
        }

        return FixedPoint.SaturatingShift(y - Unit, 2);
    }
}
