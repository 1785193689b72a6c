using System;

namespace Stethos.Protocol.Tests;

public sealed class LevelCodeTests
{
    [Fact]
    public void Every_level_code_survives_the_way_to_a_mean_square_and_back()
    {
        for (var code = 0; code <= 255; code++)
        {
            Assert.Equal(code, LevelCode.FromMeanSquare(LevelCode.ToMeanSquare((byte)code)));
        }
    }

    [Fact]
    public void Every_ratio_code_survives_the_way_to_a_ratio_and_back()
    {
        for (var code = 0; code <= 255; code++)
        {
            Assert.Equal(code, LevelCode.FromRatio(LevelCode.ToRatio((byte)code)));
        }
    }

    [Fact]
    public void A_level_is_at_most_a_quarter_decibel_off()
    {
        for (var decibel = -89.7; decibel < 37.7; decibel += 0.01)
        {
            var meanSquare = (float)Math.Pow(10, decibel / 10);
            var code = LevelCode.FromMeanSquare(meanSquare);
            Assert.InRange(LevelCode.ToDecibel(code) - decibel, -0.2501, 0.2501);
            Assert.InRange(10 * Math.Log10(LevelCode.ToMeanSquare(code)) - decibel, -0.2501, 0.2501);
        }
    }

    [Fact]
    public void A_ratio_is_at_most_one_and_a_half_percent_off()
    {
        for (var ratio = 1.0; ratio < 1540; ratio *= 1.0007)
        {
            Assert.InRange(LevelCode.ToRatio(LevelCode.FromRatio((float)ratio)) / ratio, 0.985, 1.015);
        }
    }

    [Fact]
    public void Codes_never_fall_when_the_quantity_grows()
    {
        byte level = 0;
        byte ratio = 0;
        for (var x = 1e-12; x < 1e12; x *= 1.01)
        {
            var nextLevel = LevelCode.FromMeanSquare((float)x);
            var nextRatio = LevelCode.FromRatio((float)x);
            Assert.True(nextLevel >= level && nextRatio >= ratio, $"{x}");
            level = nextLevel;
            ratio = nextRatio;
        }

        Assert.Equal((255, 255), (level, ratio));
    }

    [Theory]
    [InlineData(float.NaN, 0)]
    [InlineData(float.NegativeInfinity, 0)]
    [InlineData(-1f, 0)]
    [InlineData(0f, 0)]
    [InlineData(float.Epsilon, 0)]
    [InlineData(float.MaxValue, 255)]
    [InlineData(float.PositiveInfinity, 255)]
    public void What_lies_outside_is_clamped(float value, int code)
    {
        Assert.Equal(code, LevelCode.FromMeanSquare(value));
        Assert.Equal(code, LevelCode.FromRatio(value));
    }

    [Fact]
    public void The_ends_of_the_scales_are_where_the_document_says()
    {
        Assert.Equal(0f, LevelCode.ToMeanSquare(0));
        Assert.Equal(-90f, LevelCode.ToDecibel(0));
        Assert.Equal(37.5f, LevelCode.ToDecibel(255));
        Assert.Equal(1f, LevelCode.ToRatio(0));
        Assert.Equal(1540, LevelCode.ToRatio(255), 1.0);
    }
}
