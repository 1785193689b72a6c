using System;
using Xunit.Abstractions;

namespace Stethos.Protocol.Tests;

public sealed class HalfFloatTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_finite_half_survives_the_way_to_float_and_back()
    {
        for (var bits = 0; bits <= 0xFFFF; bits++)
        {
            if ((bits & 0x7C00) != 0x7C00)
            {
                Assert.Equal(bits, HalfFloat.FromSingle(HalfFloat.ToSingle(bits)));
            }
        }
    }

    [Fact]
    public void Every_half_has_the_value_the_platform_gives_it()
    {
        for (var bits = 0; bits <= 0xFFFF; bits++)
        {
            var expected = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var actual = HalfFloat.ToSingle(bits);
            if (float.IsNaN(expected))
            {
                Assert.True(float.IsNaN(actual), $"{bits:x4}");
            }
            else
            {
                Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(actual));
            }
        }
    }

    [Fact]
    public void Infinities_saturate_and_every_NaN_becomes_the_quiet_one()
    {
        for (var bits = 0x7C00; bits <= 0xFFFF; bits = bits == 0x7FFF ? 0xFC00 : bits + 1)
        {
            var expected = (bits & 0x3FF) != 0 ? 0x7E00 : (bits & 0x8000) | 0x7BFF;
            Assert.Equal(expected, HalfFloat.FromSingle(HalfFloat.ToSingle(bits)));
        }
    }

    [Fact]
    public void Every_tie_between_two_halfs_goes_to_the_even_one()
    {
        for (var bits = 0; bits < 0x7BFF; bits++)
        {
            var tie = (HalfFloat.ToSingle(bits) + HalfFloat.ToSingle(bits + 1)) / 2;
            var even = (bits & 1) == 0 ? bits : bits + 1;
            Assert.Equal(even, HalfFloat.FromSingle(tie));
            Assert.Equal(bits, HalfFloat.FromSingle(MathF.BitDecrement(tie)));
            Assert.Equal(bits + 1, HalfFloat.FromSingle(MathF.BitIncrement(tie)));
            Assert.Equal(even | 0x8000, HalfFloat.FromSingle(-tie));
        }
    }

    [Fact]
    public void A_million_floats_round_as_the_platform_rounds_them_or_saturate()
    {
        const int seed = 20260101;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1_000_000; i++)
        {
            // Half of them within the range of a half, where rounding is at stake.
            var bits = (uint)random.NextInt64(1L << 32);
            bits = (i & 1) == 0 ? bits : (bits & 0x80FFFFFF) | (uint)random.Next(0x33, 0x48) << 24;
            var value = BitConverter.UInt32BitsToSingle(bits);
            var platform = (Half)value;
            int expected = Half.IsNaN(platform) ? 0x7E00
                : Half.IsInfinity(platform) ? (float.IsNegative(value) ? 0xFBFF : 0x7BFF)
                : BitConverter.HalfToUInt16Bits(platform);
            if (expected != HalfFloat.FromSingle(value))
            {
                Assert.Fail($"{bits:x8}: {HalfFloat.FromSingle(value):x4} instead of {expected:x4}");
            }
        }
    }

    [Theory]
    [InlineData(65504f, 0x7BFF)]
    [InlineData(65519.996f, 0x7BFF)]
    [InlineData(65520f, 0x7BFF)]
    [InlineData(float.MaxValue, 0x7BFF)]
    [InlineData(float.PositiveInfinity, 0x7BFF)]
    [InlineData(float.NegativeInfinity, 0xFBFF)]
    [InlineData(-0f, 0x8000)]
    [InlineData(float.Epsilon, 0)]
    public void The_edges_are_where_the_document_says(float value, int half)
    {
        Assert.Equal(half, HalfFloat.FromSingle(value));
    }
}
