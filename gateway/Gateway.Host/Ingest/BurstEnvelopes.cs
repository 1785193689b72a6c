using System.Collections.Generic;
using Stethos.Features;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Host.Site;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// For nodes that leave the envelope to the gateway: the newest frame without one waits for a burst of the same window, gets
/// envelope and fault lines from it by the node's own code, and can be scored then. Caller holds the site's lock.
/// </summary>
internal sealed class BurstEnvelopes(SiteMemory site)
{
    private readonly Dictionary<(DeviceKey Device, int Sensor), FrameRow> _waiting = [];
    private readonly FeatureFrame _frame = new();
    private readonly MessageReader _reader = new();

    /// <summary>A new frame that has no envelope.</summary>
    public void Keep(FrameRow row) => _waiting[(row.Id.Device, row.Sensor)] = row;

    /// <summary>The frame of the burst's window with its envelope; null when it is not the newest one or not fit for scoring.</summary>
    public ScoreCandidate? Complete(Burst burst)
    {
        if (!_waiting.TryGetValue((burst.Device, burst.Sensor), out var row)
            || _frame.Read(row.Payload, 0, row.Payload.Length, _reader) != FrameErrorCode.None
            || (long)_frame.Key.TimeMs != burst.TimeMs)
        {
            return null;
        }

        _waiting.Remove((burst.Device, burst.Sensor));
        var inputs = new float[ModelInput.Count];
        return Fill(burst) && ModelInput.TryFill(_frame, inputs) ? new ScoreCandidate(row, inputs) : null;
    }

    private bool Fill(Burst burst)
    {
        var length = BurstFeatures.PowerOfTwoWithin(burst.Samples.Length);
        var high = float.Min(BurstFeatures.EnvelopeHighHz, burst.SampleRateHz / 2.56f);
        if (length < 64 || high <= BurstFeatures.EnvelopeLowHz || _frame.ShaftMilliHz == 0)
        {
            return false;
        }

        var samples = new float[length];
        for (var i = 0; i < length; i++)
        {
            samples[i] = burst.Samples[i] * burst.Scale;
        }

        var envelope = new EnvelopeSpectrum(length);
        envelope.Compute(samples, 0, burst.SampleRateHz, BurstFeatures.EnvelopeLowHz, high);
        var ratios = new float[FaultLines.Count];
        new FaultLines().Compute(
            envelope, BurstFeatures.GeometryOf(site.NodeOf(burst.Device)), _frame.ShaftMilliHz / 1000f, ratios);
        _frame.HasEnvelope = true;
        _frame.Envelope[0] = LevelCode.FromMeanSquare(envelope.Floor * envelope.Floor);
        for (var i = 1; i < FeatureFrame.EnvelopeLength; i++)
        {
            _frame.Envelope[i] = LevelCode.FromRatio(ratios[i - 1]);
        }

        return true;
    }
}
