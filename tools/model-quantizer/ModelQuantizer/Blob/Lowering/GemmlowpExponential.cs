using System;
using System.Buffers.Binary;
using Stethos.Inference;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>
/// Exponentials of arithmetic A for every distance between two codes: the 32-bit fixed-point function of TFLite's reference softmax (5
/// integer bits in, a 31-bit fraction out), −1 for distances that are too large to count.
/// </summary>
internal static class GemmlowpExponential
{
    private const int IntegerBits = 5;
    private const int FractionBits = 31 - IntegerBits;

    // e^-(2^k) as 31-bit fractions, k from -2 to 4.
    private static readonly int[] Powers = [1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242];

    public static byte[] Table(float scale)
    {
        var factor = Math.Min((double)scale * (1L << FractionBits), (1L << 31) - 1.0);
        var (multiplier, shift) = Rescale.Fixed(factor);
        var radius = (int)Math.Floor(((1 << IntegerBits) - 1) * (double)(1L << FractionBits) / (1L << shift));
        var table = new byte[4 * ModelFormat.CodeCount];
        for (var distance = 0; distance < ModelFormat.CodeCount; distance++)
        {
            var value = distance > radius
                ? -1
                : Exponential(FixedPoint.DoublingHighMultiply(unchecked(-distance << shift), multiplier), IntegerBits);
            BinaryPrimitives.WriteInt32LittleEndian(table.AsSpan(4 * distance), value);
        }

        return table;
    }

    /// <summary>e^x as a 31-bit fraction, x not above 0 with so many integer bits, 4 or 5.</summary>
    public static int Exponential(int x, int integerBits)
    {
        if (x == 0)
        {
            return int.MaxValue;
        }

        var quarter = 1 << (31 - integerBits - 2);
        var rest = (x & (quarter - 1)) - quarter;
        var result = NearZero(FixedPoint.SaturatingShift(rest, integerBits));
        var remainder = rest - x;
        for (var i = 0; i < integerBits + 2; i++)
        {
            if ((remainder & (quarter << i)) != 0)
            {
                result = FixedPoint.DoublingHighMultiply(result, Powers[i]);
            }
        }

        return result;
    }

    // e^x for x from -1/4 to 0, a polynomial around -1/8.
    private static int NearZero(int x)
    {
        const int center = 1895147668;
        const int third = 715827883;
        var y = x + (1 << 28);
        var y2 = FixedPoint.DoublingHighMultiply(y, y);
        var y3 = FixedPoint.DoublingHighMultiply(y2, y);
        var y4 = FixedPoint.DoublingHighMultiply(y2, y2);
        var quarter = FixedPoint.RoundingDivide(y4, 2);
        var high = FixedPoint.RoundingDivide(FixedPoint.DoublingHighMultiply(quarter + y3, third) + y2, 1);
        return center + FixedPoint.DoublingHighMultiply(center, y + high);
    }
}
