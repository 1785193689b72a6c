using System;
using Stethos.Protocol;

namespace Stethos.Edge.Tests;

public sealed class QuarterDecibelTests
{
    [Fact]
    public void Every_positive_half_is_within_its_tolerance_and_in_order()
    {
        var before = int.MinValue;
        for (var half = 1; half <= 0x7BFF; half++)
        {
            var value = HalfFloat.ToSingle(half);
            var level = QuarterDecibel.Of(value);
            Assert.InRange(level - 80 * Math.Log10(value), -0.77, 0.77);
            Assert.True(level >= before, $"half {half:x4}: {level} after {before}");
            before = level;
        }
    }

    [Theory]
    [InlineData(1f, 0)]
    [InlineData(10f, 80)]
    [InlineData(0f, QuarterDecibel.None)]
    [InlineData(-3f, QuarterDecibel.None)]
    public void Known_values(float value, int level) => Assert.Equal(level, QuarterDecibel.Of(value));
}
