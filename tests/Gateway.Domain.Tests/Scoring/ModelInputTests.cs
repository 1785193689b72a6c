using System;
using System.Linq;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Tests.Scoring;

public sealed class ModelInputTests
{
    [Fact]
    public void Inputs_are_the_ratios_the_document_names()
    {
        var frame = Frame();
        var inputs = new float[ModelInput.Count];
        Assert.True(ModelInput.TryFill(frame, inputs));
        for (var i = 0; i < 15; i++)
        {
            // A code is a quarter of a decibel; an input is 20 dB.
            Assert.Equal(Math.Log10(LevelCode.ToRatio(frame.Envelope[i + 1])), inputs[i], 0.0001);
            Assert.Equal(LevelCode.ToRatio(frame.Envelope[i + 1]), ModelInput.ToReadable(i, inputs[i]), 0.01);
        }

        Assert.Equal(Math.Log(6.0 / 3), inputs[15], 0.0001);
        Assert.Equal(Math.Log(5.0 / 4), inputs[16], 0.0001);
        var floor = Math.Sqrt(LevelCode.ToMeanSquare(frame.Envelope[0]));
        Assert.Equal(Math.Log10(floor / 0.5), inputs[17], 0.001);
        Assert.Equal([6.0, 5.0], ((int[])[15, 16]).Select(i => Math.Round(ModelInput.ToReadable(i, inputs[i]), 3)));
        Assert.Equal(floor / 0.5, ModelInput.ToReadable(17, inputs[17]), 0.001);
    }

    [Fact]
    public void Neither_gain_nor_size_of_the_machine_reaches_the_model()
    {
        var one = new float[ModelInput.Count];
        var other = new float[ModelInput.Count];
        ModelInput.TryFill(Frame(), one);
        var louder = Frame();
        louder.Statistics[0] *= 10;
        louder.Statistics[1] *= 10;
        louder.Envelope[0] += 40;
        ModelInput.TryFill(louder, other);
        Assert.All(one.Zip(other), pair => Assert.Equal(pair.First, pair.Second, 0.0001f));
    }

    [Theory]
    [InlineData(QualityFlags.Clipped, false)]
    [InlineData(QualityFlags.Gap, false)]
    [InlineData(QualityFlags.Silent, false)]
    [InlineData(QualityFlags.BusFault, false)]
    [InlineData(QualityFlags.ClockUnsure, true)]
    [InlineData(0, true)]
    [InlineData(1 << 15, true)]
    public void Quality_decides_what_is_scored(int quality, bool fit)
    {
        var frame = Frame();
        frame.Quality = quality;
        Assert.Equal(fit, ModelInput.TryFill(frame, new float[ModelInput.Count]));
    }

    [Fact]
    public void A_frame_without_envelope_or_speed_is_not_scored()
    {
        var deaf = Frame();
        deaf.HasEnvelope = false;
        Assert.False(ModelInput.TryFill(deaf, new float[ModelInput.Count]));
        var unsure = Frame();
        unsure.ShaftMilliHz = 0;
        Assert.False(ModelInput.TryFill(unsure, new float[ModelInput.Count]));
    }

    [Fact]
    public void Whatever_a_frame_may_carry_gives_finite_inputs()
    {
        foreach (var value in (float[])[0, -65504, 65504, 5.96e-8f, -5.96e-8f, 1])
        {
            foreach (var code in (byte[])[0, 255])
            {
                var frame = Frame();
                Array.Fill(frame.Statistics, value);
                Array.Fill(frame.Envelope, code);
                var inputs = new float[ModelInput.Count];
                Assert.True(ModelInput.TryFill(frame, inputs));
                Assert.All(inputs, input => Assert.InRange(input, -20, 20));
            }
        }
    }

    [Fact]
    public void Every_input_has_a_name_of_its_own_and_a_unit()
    {
        Assert.Equal(ModelInput.Count, ModelInput.Names.Distinct().Count());
        Assert.Equal("envelope line 2×BPFO", ModelInput.Names[4]);
        Assert.Equal(["× floor", "× floor", "", "", "× RMS"], ((int[])[0, 14, 15, 16, 17]).Select(ModelInput.Unit));
    }

    private static FeatureFrame Frame()
    {
        var frame = new FeatureFrame { Axes = 1, HasEnvelope = true, ShaftMilliHz = 30_000 };
        frame.Statistics[0] = 0.5f;
        frame.Statistics[1] = 2.5f;
        frame.Statistics[2] = 5;
        frame.Statistics[3] = 6;
        for (var i = 0; i < FeatureFrame.EnvelopeLength; i++)
        {
            frame.Envelope[i] = (byte)(90 + 10 * i);
        }

        return frame;
    }
}
