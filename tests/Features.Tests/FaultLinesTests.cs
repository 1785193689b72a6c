using System;

namespace Stethos.Features.Tests;

public sealed class FaultLinesTests
{
    private static readonly BearingGeometry Geometry = new(3.5848f, 5.4152f, 2.35675f, 0.39828f);

    [Fact]
    public void Order_of_the_ratios_is_frozen()
    {
        Assert.Equal(15, FaultLines.Count);
        string[] names = new string[5];
        for (int line = 0; line < 5; line++)
        {
            names[line] = FaultLines.Name(line);
        }

        Assert.Equal(new[] { "SHAFT", "BPFO", "BPFI", "2xBSF", "FTF" }, names);
        Assert.Throws<ArgumentException>(() => FaultLines.Name(5));
    }

    [Theory]
    [InlineData(0, 30.0)]
    [InlineData(1, 30 * 3.5848)]
    [InlineData(2, 30 * 5.4152)]
    [InlineData(3, 30 * 4.7135)]
    public void Impacts_at_a_line_raise_that_line_above_the_others(int line, double impactHz)
    {
        float[] ratios = new float[15];
        EnvelopeSpectrum envelope = new(8192);
        envelope.Compute(Signals.Impacts(8192, 12800, impactHz, 3400, 0.1, 51), 0, 12800, 2000, 5000);
        new FaultLines().Compute(envelope, Geometry, 30, ratios);
        for (int other = 0; other < 5; other++)
        {
            Assert.True(other == line || FaultLines.Score(ratios, line) > 2 * FaultLines.Score(ratios, other));
        }

        Assert.InRange(ratios[line * 3], 10f, 1000f);
        Assert.Equal(ratios[line * 3] + ratios[line * 3 + 1] + ratios[line * 3 + 2], FaultLines.Score(ratios, line));
    }

    [Fact]
    public void Line_above_the_usable_spectrum_is_zero()
    {
        float[] ratios = new float[15];
        EnvelopeSpectrum envelope = new(8192);
        envelope.Compute(Signals.Noise(8192, 52), 0, 12800, 2000, 2300);
        new FaultLines().Compute(envelope, Geometry, 30, ratios);
        Assert.True(ratios[3] > 0 && ratios[4] > 0, "107.5 Hz and 215 Hz fit into a band of 300 Hz");
        Assert.Equal(0f, ratios[5]);
        Assert.Equal(0f, ratios[8]);
    }

    [Fact]
    public void Unknown_geometry_leaves_the_shaft_lines()
    {
        float[] ratios = new float[15];
        Array.Fill(ratios, -1f);
        EnvelopeSpectrum envelope = new(1024);
        envelope.Compute(Signals.Noise(1024, 53), 0, 12800, 2000, 5000);
        new FaultLines().Compute(envelope, null, 50, ratios);
        Assert.True(ratios[0] > 0 && ratios[1] > 0 && ratios[2] > 0);
        Assert.All(ratios[3..], r => Assert.Equal(0f, r));
        new FaultLines().Compute(envelope, Geometry, 0, ratios);
        Assert.All(ratios, r => Assert.Equal(0f, r));
    }
}
