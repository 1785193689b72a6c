using System;

namespace Stethos.Features.Tests;

/// <summary>Seeded test signals.</summary>
internal static class Signals
{
    internal static float[] Noise(int count, int seed, double deviation = 1)
    {
        Random random = new(seed);
        float[] x = new float[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = (float)(deviation * Normal(random));
        }

        return x;
    }

    internal static float[] Tone(int count, double sampleRateHz, double hz, double amplitude, double phase = 0, double mean = 0)
    {
        float[] x = new float[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = (float)(mean + amplitude * Math.Cos(2 * Math.PI * hz * i / sampleRateHz + phase));
        }

        return x;
    }

    /// <summary>Impacts at a rate, each ringing a resonance, over white noise; 1 g strong.</summary>
    internal static float[] Impacts(int count, double sampleRateHz, double impactHz, double resonanceHz, double noise, int seed)
    {
        Random random = new(seed);
        double[] x = new double[count];
        for (int i = 0; i < count; i++)
        {
            x[i] = noise * Normal(random);
        }

        for (double at = 0; at < count / sampleRateHz; at += (1 + 0.005 * Normal(random)) / impactHz)
        {
            int first = (int)Math.Ceiling(at * sampleRateHz);
            for (int i = first; i < count && i < first + 200; i++)
            {
                double after = i / sampleRateHz - at;
                x[i] += Math.Exp(-900 * after) * Math.Sin(2 * Math.PI * resonanceHz * after);
            }
        }

        return Array.ConvertAll(x, v => (float)v);
    }

    internal static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
