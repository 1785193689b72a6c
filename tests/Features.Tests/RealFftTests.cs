using System;

namespace Stethos.Features.Tests;

public sealed class RealFftTests
{
    [Theory]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(4096)]
    public void Half_length_form_agrees_with_the_complex_transform(int length)
    {
        float[] x = Signals.Noise(length, 11);
        RealFft real = new(length);
        float[] re = new float[length / 2];
        float[] im = new float[length / 2];
        float mean = real.SplitMeanFree(x, 0, re, im);
        real.Forward(re, im);

        float[] fullRe = Array.ConvertAll(x, v => v - mean);
        float[] fullIm = new float[length];
        new Fft(length).Forward(fullRe, fullIm);
        float slack = 1e-5f * MathF.Sqrt(length);
        Assert.InRange(re[0] - fullRe[0], -slack, slack);
        Assert.InRange(im[0] - fullRe[length / 2], -slack, slack);
        for (int k = 1; k < length / 2; k++)
        {
            Assert.InRange(re[k] - fullRe[k], -slack, slack);
            Assert.InRange(im[k] - fullIm[k], -slack, slack);
        }
    }

    [Theory]
    [InlineData(32)]
    [InlineData(1024)]
    public void Hann_window_is_periodic_and_covers_every_sample(int length)
    {
        RealFft real = new(length);
        float[] even = new float[length / 2];
        float[] odd = new float[length / 2];
        Array.Fill(even, 1f);
        Array.Fill(odd, 1f);
        real.ApplyHann(even, odd);
        for (int n = 0; n < length; n++)
        {
            double expected = 0.5 - 0.5 * Math.Cos(2 * Math.PI * n / length);
            float actual = (n & 1) == 0 ? even[n / 2] : odd[n / 2];
            Assert.InRange(actual - expected, -1e-7, 1e-7);
        }
    }

    [Fact]
    public void One_sided_inverse_gives_the_analytic_signal_at_even_and_odd_times()
    {
        const int Length = 128;
        RealFft real = new(Length);
        float[] x = Signals.Tone(Length, Length, 13, 0.7, 0.4);
        float[] re = new float[Length / 2];
        float[] im = new float[Length / 2];
        real.SplitMeanFree(x, 0, re, im);
        real.Forward(re, im);
        re[0] = 0f;
        im[0] = 0f;
        float[] evenRe = (float[])re.Clone();
        float[] evenIm = (float[])im.Clone();
        real.InverseOneSided(evenRe, evenIm);
        real.AdvanceOneSample(re, im);
        real.InverseOneSided(re, im);
        for (int n = 0; n < Length; n++)
        {
            double angle = 2 * Math.PI * 13 * n / Length + 0.4;
            bool even = (n & 1) == 0;
            Assert.InRange((even ? evenRe : re)[n / 2] - 0.7 * Math.Cos(angle), -2e-6, 2e-6);
            Assert.InRange((even ? evenIm : im)[n / 2] - 0.7 * Math.Sin(angle), -2e-6, 2e-6);
        }
    }
}
