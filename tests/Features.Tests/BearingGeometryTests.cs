using System;

namespace Stethos.Features.Tests;

public sealed class BearingGeometryTests
{
    // SKF 6205 with the dimensions published by the Case Western Reserve University Bearing Data Center, and the rounded
    // ones found in catalogues, which move the ball line by 1.5 %.
    [Theory]
    [InlineData(7.94004f, 39.03980f, 2e-4)]
    [InlineData(7.938f, 38.5f, 1.6e-2)]
    public void Dimensions_of_a_6205_give_its_published_orders(float ball, float pitch, double relative)
    {
        BearingGeometry g = BearingGeometry.FromDimensions(9, ball, pitch, 0);
        Figures figures = new();
        figures.Near("BPFO", 3.5848, g.Bpfo, relative);
        figures.Near("BPFI", 5.4152, g.Bpfi, relative);
        figures.Near("2xBSF", 4.7135, g.TwiceBsf, relative);
        figures.Near("FTF", 0.39828, g.Ftf, relative);
        Assert.Equal(2 * g.Bsf, g.TwiceBsf);
    }

    [Fact]
    public void Contact_angle_shrinks_the_ratio_by_its_cosine()
    {
        BearingGeometry g = BearingGeometry.FromDimensions(8, 2f, 10f, 60);
        Assert.Equal(3.6f, g.Bpfo, 1e-5f);
        Assert.Equal(4.4f, g.Bpfi, 1e-5f);
        Assert.Equal(2.5f * 0.99f, g.Bsf, 1e-5f);
        Assert.Equal(0.45f, g.Ftf, 1e-6f);
    }

    [Fact]
    public void Race_orders_add_up_to_the_number_of_balls()
    {
        BearingGeometry g = BearingGeometry.FromDimensions(13, 7.5f, 46f, 15);
        Assert.Equal(13f, g.Bpfo + g.Bpfi, 1e-5f);
        Assert.Equal(13f * g.Ftf, g.Bpfo, 1e-5f);
    }

    [Fact]
    public void Impossible_bearing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => BearingGeometry.FromDimensions(9, 10, 10, 0));
        Assert.Throws<ArgumentException>(() => BearingGeometry.FromDimensions(0, 1, 10, 0));
        Assert.Throws<ArgumentException>(() => new BearingGeometry(3, 5, float.NaN, 0.4f));
    }
}
