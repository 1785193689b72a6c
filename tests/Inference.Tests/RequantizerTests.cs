using System;
using System.Collections.Generic;
using System.Linq;
using System.Numerics;
using Stethos.Inference.Kernels;
using Xunit.Abstractions;

namespace Stethos.Inference.Tests;

/// <summary>Both requantizers against arithmetic on integers of any size: no rounding but the one that is meant.</summary>
public sealed class RequantizerTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;

    private static readonly int[] Corners =
    [
        int.MinValue, int.MinValue + 1, int.MinValue + 2, -(1 << 30) - 1, -(1 << 30), -(1 << 30) + 1, -65537, -65536, -3, -2, -1, 0, 1,
        2, 3, 4, 65535, 65536, (1 << 24) - 1, 1 << 24, (1 << 24) + 1, (1 << 30) - 1, 1 << 30, (1 << 30) + 1, int.MaxValue - 1, int.MaxValue,
    ];

    [Fact]
    public void Doubling_high_multiply_is_the_rounded_product_saturated_once()
    {
        foreach (var a in Values())
        {
            foreach (var b in Corners)
            {
                Assert.Equal(HighMultiply(a, b), FixedPoint.DoublingHighMultiply(a, b));
            }
        }
    }

    [Fact]
    public void Rounding_divide_rounds_half_away_from_zero_for_every_exponent()
    {
        for (var exponent = 0; exponent <= 31; exponent++)
        {
            foreach (var x in Values())
            {
                Assert.Equal(DivideAway(x, BigInteger.One << exponent), FixedPoint.RoundingDivide(x, exponent));
            }
        }
    }

    [Fact]
    public void Fixed_multiply_rounds_twice_for_every_shift()
    {
        for (var shift = -31; shift <= 30; shift++)
        {
            foreach (var x in Values())
            {
                foreach (var multiplier in new[] { 1 << 30, (1 << 30) + 1, 1518500250, int.MaxValue })
                {
                    var left = shift > 0 ? Wrapped(new BigInteger(x) << shift) : x;
                    var high = HighMultiply(left, multiplier);
                    var expected = shift > 0 ? high : DivideAway(high, BigInteger.One << -shift);
                    Assert.Equal(expected, FixedPoint.Multiply(x, multiplier, shift));
                }
            }
        }
    }

    [Fact]
    public void Real_requantizer_rounds_the_float_product_to_even_and_clamps()
    {
        var random = new Random(Seed);
        var code = new sbyte[1];
        foreach (var scale in Scales(random))
        {
            foreach (var sum in Values())
            {
                var (zero, low, high) = (random.Next(-128, 128), -128, 127);
                Requantizer.Real([sum], 1, [scale], 0, code, 0, zero, low, high);
                var product = Product(sum, scale);
                Assert.Equal(BigInteger.Max(low, BigInteger.Min(high, product + zero)), code[0]);
            }
        }
    }

    [Fact]
    public void Fixed_requantizer_adds_zero_point_and_clamps()
    {
        var random = new Random(Seed);
        var code = new sbyte[1];
        foreach (var sum in Values())
        {
            var (zero, low, high) = (random.Next(-128, 128), random.Next(-128, 0), random.Next(0, 128));
            Requantizer.Fixed([sum], 1, [1518500250], [-9], 0, code, 0, zero, low, high);
            Assert.Equal(Math.Clamp(DivideAway(HighMultiply(sum, 1518500250), 512) + zero, low, high), code[0]);
        }
    }

    [Fact]
    public void Reciprocal_is_close_to_the_true_one()
    {
        // What arithmetic A defines is this function itself; here it is held against what it is meant to be.
        foreach (var x in Values().Where(x => x >= 0))
        {
            var expected = (BigInteger.One << 62) / ((BigInteger.One << 31) + x);
            Assert.InRange((long)(FixedPoint.Reciprocal(x) - expected), -16, 16);
        }
    }

    private IEnumerable<int> Values()
    {
        output.WriteLine($"seed {Seed}");
        var random = new Random(Seed);
        foreach (var corner in Corners)
        {
            yield return corner;
        }

        for (var i = 0; i < 400; i++)
        {
            yield return (int)(random.NextInt64(1L << 32) >> random.Next(32)) * (random.Next(2) * 2 - 1);
        }
    }

    private static IEnumerable<float> Scales(Random random)
    {
        float[] fixedScales = [0, float.Epsilon, 1e-30f, 0.5f, 0.25f, 1, 2, 1.5f, 255, 1e9f];
        return fixedScales.Concat(Enumerable.Range(0, 200).Select(_ => MathF.Pow(2, random.Next(-24, 4)) * (1 + random.NextSingle())));
    }

    private static int HighMultiply(int a, int b)
    {
        // (2ab + 2^31) / 2^32 with ties up, which is floor; the one result that does not fit is saturated.
        var doubled = 2 * new BigInteger(a) * b + (BigInteger.One << 31);
        var result = Floor(doubled, BigInteger.One << 32);
        return (int)BigInteger.Min(result, int.MaxValue);
    }

    private static int DivideAway(BigInteger x, BigInteger divisor)
    {
        var magnitude = (2 * BigInteger.Abs(x) + divisor) / (2 * divisor);
        return (int)(x.Sign * magnitude);
    }

    private static int Wrapped(BigInteger x) => unchecked((int)(uint)(x & uint.MaxValue));

    private static BigInteger Floor(BigInteger x, BigInteger divisor) => (x - ((x % divisor + divisor) % divisor)) / divisor;

    // The float32 product of sum (as float32) and scale, rounded to an integer, all through exact fractions.
    private static BigInteger Product(int sum, float scale)
    {
        var (a, aExponent) = Round24(new BigInteger(sum), 0);
        var bits = BitConverter.SingleToInt32Bits(scale);
        var exponent = (bits >> 23) & 0xFF;
        var fraction = bits & 0x7FFFFF;
        BigInteger b = exponent == 0 ? fraction : fraction | 0x800000;
        var (product, productExponent) = Round24(a * b, aExponent + (exponent == 0 ? -149 : exponent - 150));
        return productExponent >= 0 ? product << productExponent : HalfEven(product, -productExponent);
    }

    // To 24 bits, ties to even, and not below the smallest subnormal.
    private static (BigInteger Value, int Exponent) Round24(BigInteger value, int exponent)
    {
        var bits = (int)BigInteger.Abs(value).GetBitLength();
        var drop = Math.Max(bits - 24, -149 - exponent);
        return drop <= 0 ? (value, exponent) : (HalfEven(value, drop), exponent + drop);
    }

    private static BigInteger HalfEven(BigInteger value, int shift)
    {
        var unit = BigInteger.One << shift;
        var floor = Floor(value, unit);
        var twice = 2 * (value - floor * unit);
        return twice > unit || (twice == unit && !floor.IsEven) ? floor + 1 : floor;
    }
}
