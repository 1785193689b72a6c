using System;
using System.Collections.Generic;
using Stethos.Features;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Site;

/// <summary>
/// The full feature set of a burst, by the node's own portable code. Definitions: firmware/Features/README.md. Spectral
/// features use the largest power of two of samples, from the first one on.
/// </summary>
internal static class BurstFeatures
{
    /// <summary>Band of the envelope's band-pass: where bearing impacts ring.</summary>
    public const float EnvelopeLowHz = 2000;

    /// <summary>Upper end of that band.</summary>
    public const float EnvelopeHighHz = 5000;

    /// <summary>All features; lines only when speed and bearing are known. Null for a burst of under 64 samples.</summary>
    public static FeatureSetView? Compute(Burst burst, NodeRecord? node)
    {
        var samples = new float[burst.Samples.Length];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = burst.Samples[i] * burst.Scale;
        }

        var length = PowerOfTwoWithin(samples.Length);
        if (length < 64)
        {
            return null;
        }

        List<FeatureValueView> features = [];
        AddTime(features, samples);
        AddSpectrum(features, samples, length, burst.SampleRateHz);
        AddEnvelope(features, samples, length, burst, node);
        return new FeatureSetView(
            burst.Device.ToString(), burst.Sensor, DateTimeOffset.FromUnixTimeMilliseconds(burst.TimeMs), burst.SampleRateHz,
            samples.Length, features);
    }

    /// <summary>Largest power of two not above <paramref name="count"/>, at most 65,536; 0 for nothing.</summary>
    public static int PowerOfTwoWithin(int count)
    {
        var length = count > 0 ? 1 : 0;
        while (length > 0 && 2 * length <= count && length < 65536)
        {
            length *= 2;
        }

        return length;
    }

    /// <summary>The bearing a node told of; null unless it told all four orders.</summary>
    public static BearingGeometry? GeometryOf(NodeRecord? node) =>
        node?.Orders is [> 0 and var bpfo, > 0 and var bpfi, > 0 and var bsf, > 0 and var ftf]
            ? new BearingGeometry(bpfo, bpfi, bsf, ftf)
            : null;

    private static void AddTime(List<FeatureValueView> features, float[] samples)
    {
        var time = new TimeStatistics();
        time.Compute(samples, 0, samples.Length);
        features.AddRange(
        [
            new("mean", "g", time.Mean), new("RMS", "g", time.Rms), new("peak", "g", time.Peak),
            new("peak-to-peak", "g", time.PeakToPeak), new("crest factor", "", time.Crest),
            new("kurtosis", "", time.Kurtosis), new("skewness", "", time.Skewness), new("shape factor", "", time.Shape),
            new("impulse factor", "", time.Impulse), new("clearance factor", "", time.Clearance)
        ]);
    }

    private static void AddSpectrum(List<FeatureValueView> features, float[] samples, int length, int sampleRateHz)
    {
        var spectrum = new HannSpectrum(length);
        spectrum.Compute(samples, 0, sampleRateHz);
        features.Add(new("velocity RMS 10–1000 Hz", "mm/s", spectrum.VelocityRms(10, MathF.Min(1000, sampleRateHz / 2.56f))));
        features.Add(new("spectral centroid", "Hz", spectrum.CentroidHz));
        var bands = new float[HannSpectrum.LogBandCount];
        var edges = new float[HannSpectrum.LogBandCount + 1];
        spectrum.LogBands(bands);
        HannSpectrum.BandEdges(sampleRateHz, edges);
        for (var band = 0; band < bands.Length; band++)
        {
            features.Add(new($"band {edges[band]:F0}–{edges[band + 1]:F0} Hz", "g", Math.Sqrt(bands[band])));
        }
    }

    private static void AddEnvelope(
        List<FeatureValueView> features, float[] samples, int length, Burst burst, NodeRecord? node)
    {
        var high = MathF.Min(EnvelopeHighHz, burst.SampleRateHz / 2.56f);
        if (high <= EnvelopeLowHz)
        {
            return;
        }

        var envelope = new EnvelopeSpectrum(length);
        envelope.Compute(samples, 0, burst.SampleRateHz, EnvelopeLowHz, high);
        features.Add(new("envelope floor", "g", envelope.Floor));
        if (!(burst.ShaftHz > 0))
        {
            return;
        }

        var geometry = GeometryOf(node);
        var ratios = new float[FaultLines.Count];
        new FaultLines().Compute(envelope, geometry, (float)burst.ShaftHz, ratios);
        for (var line = 0; line < (geometry is null ? 1 : FaultLines.LineCount); line++)
        {
            for (var harmonic = 0; harmonic < FaultLines.Harmonics; harmonic++)
            {
                // The model's inputs are these lines in the same order; people read the same names in both places.
                var index = line * FaultLines.Harmonics + harmonic;
                features.Add(new(ModelInput.Names[index], "× floor", ratios[index]));
            }
        }
    }
}
