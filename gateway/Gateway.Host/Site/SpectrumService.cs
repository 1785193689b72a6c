using System;
using System.Collections.Generic;
using Stethos.Features;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Nodes;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Site;

/// <summary>Computes spectra of bursts with the node's own portable code.</summary>
internal static class SpectrumService
{
    private const float EnvelopeShownHz = 1000;

    /// <summary>
    /// Spectrum (amplitudes in g up to half the sampling rate) or envelope spectrum (up to 1 kHz) of a burst; null when
    /// the burst is too short.
    /// </summary>
    public static SpectrumView? Compute(Burst burst, string kind, NodeRecord? node)
    {
        var length = BurstFeatures.PowerOfTwoWithin(burst.Samples.Length);
        if (length < 64)
        {
            return null;
        }

        var samples = new float[length];
        for (var i = 0; i < length; i++)
        {
            samples[i] = burst.Samples[i] * burst.Scale;
        }

        return kind == "envelope" ? Envelope(burst, samples, node) : Spectrum(burst, samples, node);
    }

    private static SpectrumView Spectrum(Burst burst, float[] samples, NodeRecord? node)
    {
        var spectrum = new HannSpectrum(samples.Length);
        spectrum.Compute(samples, 0, burst.SampleRateHz);
        return View(burst, "spectrum", spectrum.DfHz, spectrum.Amplitude, spectrum.Amplitude.Length, node);
    }

    private static SpectrumView Envelope(Burst burst, float[] samples, NodeRecord? node)
    {
        var envelope = new EnvelopeSpectrum(samples.Length);
        var high = MathF.Min(BurstFeatures.EnvelopeHighHz, burst.SampleRateHz / 2.56f);
        envelope.Compute(samples, 0, burst.SampleRateHz, MathF.Min(BurstFeatures.EnvelopeLowHz, high / 2), high);
        var shown = Math.Min(envelope.Amplitude.Length, (int)(EnvelopeShownHz / envelope.DfHz));
        return View(burst, "envelope", envelope.DfHz, envelope.Amplitude, shown, node);
    }

    private static SpectrumView View(
        Burst burst, string kind, float dfHz, float[] amplitude, int shown, NodeRecord? node) =>
        new(
            burst.Device.ToString(), burst.Sensor, DateTimeOffset.FromUnixTimeMilliseconds(burst.TimeMs), kind, dfHz,
            amplitude[..shown], burst.ShaftHz > 0 ? burst.ShaftHz : null, Lines(burst.ShaftHz, node));

    private static List<FaultLineView> Lines(double shaftHz, NodeRecord? node)
    {
        List<FaultLineView> lines = [];
        if (!(shaftHz > 0))
        {
            return lines;
        }

        lines.Add(new FaultLineView("shaft", shaftHz));
        if (BurstFeatures.GeometryOf(node) is not { } geometry)
        {
            return lines;
        }

        lines.Add(new FaultLineView("BPFO", geometry.Bpfo * shaftHz));
        lines.Add(new FaultLineView("BPFI", geometry.Bpfi * shaftHz));
        lines.Add(new FaultLineView("2xBSF", geometry.TwiceBsf * shaftHz));
        lines.Add(new FaultLineView("FTF", geometry.Ftf * shaftHz));
        return lines;
    }
}
