using System;
using Xunit.Abstractions;

namespace Stethos.Protocol.Tests;

public sealed class FloatBitsTests(ITestOutputHelper output)
{
    [Fact]
    public void A_million_bit_patterns_mean_what_the_platform_says()
    {
        const int seed = 754;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 1_000_000; i++)
        {
            var bits = (uint)random.NextInt64(1L << 32);
            Check((i % 4) switch
            {
                0 => bits & 0x807FFFFF,
                1 => bits | 0x7F800000,
                _ => bits
            });
        }
    }

    [Theory]
    [InlineData(0x00000000u)]
    [InlineData(0x80000000u)]
    [InlineData(0x00000001u)]
    [InlineData(0x80000001u)]
    [InlineData(0x007FFFFFu)]
    [InlineData(0x00800000u)]
    [InlineData(0x3F800000u)]
    [InlineData(0x7F7FFFFFu)]
    [InlineData(0x7F800000u)]
    [InlineData(0xFF800000u)]
    [InlineData(0x7F800001u)]
    [InlineData(0xFFC00001u)]
    public void The_edges_of_the_format_are_right(uint bits) => Check(bits);

    [Fact]
    public void Every_power_of_two_and_its_neighbours_are_right()
    {
        for (uint exponent = 0; exponent <= 0xFF; exponent++)
        {
            for (uint fraction = 0; fraction < 3; fraction++)
            {
                Check(exponent << 23 | fraction);
                Check(exponent << 23 | (0x7FFFFF - fraction));
                Check(0x80000000 | exponent << 23 | fraction);
            }
        }
    }

    private static void Check(uint bits)
    {
        var value = BitConverter.UInt32BitsToSingle(bits);
        if (float.IsNaN(value))
        {
            Assert.True(float.IsNaN(FloatBits.FromBits(bits)), $"{bits:x8}");
            Assert.Equal(0x7FC00000u, FloatBits.ToBits(value));
            return;
        }

        Assert.Equal(bits, FloatBits.ToBits(value));
        Assert.Equal(bits, BitConverter.SingleToUInt32Bits(FloatBits.FromBits(bits)));
    }
}
