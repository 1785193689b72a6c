using System;
using Xunit.Abstractions;

namespace Stethos.Features.Tests;

public sealed class FftTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    [InlineData(512)]
    [InlineData(1024)]
    public void Forward_agrees_with_the_sum_of_its_definition(int length)
    {
        float[] re = Signals.Noise(length, 1);
        float[] im = Signals.Noise(length, 2);
        double[] expectedRe = new double[length];
        double[] expectedIm = new double[length];
        double power = 0;
        for (int k = 0; k < length; k++)
        {
            for (int n = 0; n < length; n++)
            {
                double angle = -2 * Math.PI * ((long)k * n % length) / length;
                expectedRe[k] += re[n] * Math.Cos(angle) - im[n] * Math.Sin(angle);
                expectedIm[k] += re[n] * Math.Sin(angle) + im[n] * Math.Cos(angle);
            }

            power += expectedRe[k] * expectedRe[k] + expectedIm[k] * expectedIm[k];
        }

        new Fft(length).Forward(re, im);
        double error = 0;
        for (int k = 0; k < length; k++)
        {
            error += Math.Pow(re[k] - expectedRe[k], 2) + Math.Pow(im[k] - expectedIm[k], 2);
        }

        output.WriteLine($"N = {length}: rms relative error {Math.Sqrt(error / power):E2}");
        Assert.InRange(Math.Sqrt(error / power), 0, 5e-7);
    }

    [Theory]
    [InlineData(16)]
    [InlineData(2048)]
    [InlineData(8192)]
    [InlineData(65536)]
    public void Inverse_of_forward_gives_the_samples_back(int length)
    {
        float[] re = Signals.Noise(length, 3);
        float[] im = Signals.Noise(length, 4);
        float[] copyRe = (float[])re.Clone();
        float[] copyIm = (float[])im.Clone();
        Fft fft = new(length);
        fft.Forward(re, im);
        fft.Inverse(re, im);
        double error = 0;
        for (int n = 0; n < length; n++)
        {
            error += Math.Pow(re[n] - copyRe[n], 2) + Math.Pow(im[n] - copyIm[n], 2);
        }

        // The samples have unit power in each part.
        Assert.InRange(Math.Sqrt(error / (2 * length)), 0, 1e-6);
    }

    [Theory]
    [InlineData(4096)]
    [InlineData(65536)]
    public void Energy_of_the_spectrum_is_energy_of_the_samples(int length)
    {
        float[] re = Signals.Noise(length, 5);
        float[] im = Signals.Noise(length, 6);
        double before = Energy(re, im);
        new Fft(length).Forward(re, im);
        Assert.InRange(Energy(re, im) / length / before, 1 - 1e-6, 1 + 1e-6);
    }

    [Fact]
    public void Transform_of_a_sum_is_the_sum_of_transforms()
    {
        const int Length = 256;
        Fft fft = new(Length);
        float[] aRe = Signals.Noise(Length, 7);
        float[] aIm = Signals.Noise(Length, 8);
        float[] bRe = Signals.Noise(Length, 9);
        float[] bIm = Signals.Noise(Length, 10);
        float[] sumRe = new float[Length];
        float[] sumIm = new float[Length];
        for (int n = 0; n < Length; n++)
        {
            sumRe[n] = 2 * aRe[n] - 3 * bRe[n];
            sumIm[n] = 2 * aIm[n] - 3 * bIm[n];
        }

        fft.Forward(aRe, aIm);
        fft.Forward(bRe, bIm);
        fft.Forward(sumRe, sumIm);
        for (int k = 0; k < Length; k++)
        {
            Assert.InRange(sumRe[k] - (2 * aRe[k] - 3 * bRe[k]), -1e-4f, 1e-4f);
            Assert.InRange(sumIm[k] - (2 * aIm[k] - 3 * bIm[k]), -1e-4f, 1e-4f);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(8)]
    [InlineData(1000)]
    [InlineData(131072)]
    public void Unsupported_length_is_refused(int length) => Assert.Throws<ArgumentException>(() => new Fft(length));

    [Fact]
    public void Short_array_is_refused() => Assert.Throws<ArgumentException>(() => new Fft(16).Forward(new float[16], new float[15]));

    private static double Energy(float[] re, float[] im)
    {
        double sum = 0;
        for (int i = 0; i < re.Length; i++)
        {
            sum += (double)re[i] * re[i] + (double)im[i] * im[i];
        }

        return sum;
    }
}
