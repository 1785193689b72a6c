using System;
using Stethos.Protocol;
using Stethos.Testing.Edge;

namespace Stethos.Edge.Tests;

public sealed class EdgeInputTests
{
    private readonly byte[] _codes = new byte[EdgeInput.Count];

    [Fact]
    public void A_window_gives_the_same_codes_before_and_after_the_wire()
    {
        var random = new Random(7);
        var after = new byte[EdgeInput.Count];
        for (var i = 0; i < 2000; i++)
        {
            var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
            random.NextBytes(frame.Envelope);
            for (var statistic = 0; statistic < FeatureFrame.StatisticsPerAxis; statistic++)
            {
                frame.Statistics[statistic] = (float)Math.Exp(20 * random.NextDouble() - 12);
            }

            Assert.True(EdgeInput.TryFill(frame, _codes));
            Assert.True(EdgeInput.TryFill(WindowFrame.OverTheWire(frame), after));
            Assert.Equal(_codes, after);
        }
    }

    [Fact]
    public void Lines_stand_as_the_frame_codes_them_and_the_rest_in_quarters_of_a_decibel()
    {
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        frame.Statistics[3] = 10;
        frame.Statistics[2] = 1;
        frame.Statistics[0] = 1;
        frame.Envelope[0] = 180;
        frame.Envelope[15] = 77;
        Assert.True(EdgeInput.TryFill(frame, _codes));
        Assert.Equal((77, 80, 0, 160), (_codes[14], _codes[15], _codes[16], _codes[17]));
    }

    [Fact]
    public void What_lies_outside_saturates()
    {
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        frame.Statistics[3] = HalfFloat.Max;
        frame.Statistics[2] = 0;
        frame.Statistics[0] = HalfFloat.Max;
        frame.Envelope[0] = 0;
        Assert.True(EdgeInput.TryFill(frame, _codes));
        Assert.Equal((255, 0, 0), (_codes[15], _codes[16], _codes[17]));
    }

    [Theory]
    [InlineData(QualityFlags.Clipped)]
    [InlineData(QualityFlags.Gap)]
    [InlineData(QualityFlags.Silent)]
    [InlineData(QualityFlags.BusFault)]
    public void A_window_that_is_not_fit_for_scoring_gives_no_codes(int flag)
    {
        var frame = WindowFrame.Of(SampleEdgeModel.Windows[0].Codes);
        frame.Quality = flag;
        Assert.False(EdgeInput.TryFill(frame, _codes));
        frame.Quality = 0;
        Assert.True(EdgeInput.TryFill(frame, _codes));
        frame.ShaftMilliHz = 0;
        Assert.False(EdgeInput.TryFill(frame, _codes));
        frame.ShaftMilliHz = 1;
        frame.HasEnvelope = false;
        Assert.False(EdgeInput.TryFill(frame, _codes));
    }
}
