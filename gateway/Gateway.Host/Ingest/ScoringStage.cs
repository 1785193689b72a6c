using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Scores stored frames of all nodes in one batch, stores the verdicts, and lets them raise or clear alerts. The
/// cursor in the store tells how far scoring has come, so a restart leaves no frame without its verdict.
/// </summary>
internal sealed class ScoringStage(SiteMemory site, StoreWriter writer, IScorer scorer, AlertRecorder alerts)
{
    /// <summary>Name of the cursor.</summary>
    public const string Cursor = "scored";

    private readonly int _labels = scorer.Facts.Labels.Count;
    private float[] _inputs = new float[64 * ModelInput.Count];
    private float[] _probabilities = new float[64 * scorer.Facts.Labels.Count];

    /// <summary>
    /// Scores a batch into the open transaction; caller holds the site's lock. Returns what alerts did. Frames that are
    /// <paramref name="isLate"/> lie before the cursor and leave it where it is.
    /// </summary>
    public List<(AlertStep Step, Alert Alert)> Score(IReadOnlyList<ScoreCandidate> candidates, bool isLate = false)
    {
        List<(AlertStep Step, Alert Alert)> steps = [];
        if (candidates.Count == 0)
        {
            return steps;
        }

        Reserve(candidates.Count);
        for (var i = 0; i < candidates.Count; i++)
        {
            candidates[i].Inputs.CopyTo(_inputs, i * ModelInput.Count);
        }

        scorer.Score(
            _inputs.AsSpan(0, candidates.Count * ModelInput.Count), candidates.Count,
            _probabilities.AsSpan(0, candidates.Count * _labels));
        for (var i = 0; i < candidates.Count; i++)
        {
            Apply(MakeVerdict(candidates[i], i), steps);
        }

        if (!isLate)
        {
            writer.SetCursor(Cursor, candidates[^1].Frame.Row);
        }

        return steps;
    }

    /// <summary>Candidates among frames read back from the store.</summary>
    public static List<ScoreCandidate> Candidates(IReadOnlyList<FrameRow> rows)
    {
        var frame = new FeatureFrame();
        var reader = new MessageReader();
        List<ScoreCandidate> candidates = [];
        foreach (var row in rows)
        {
            var inputs = new float[ModelInput.Count];
            if (frame.Read(row.Payload, 0, row.Payload.Length, reader) == FrameErrorCode.None
                && ModelInput.TryFill(frame, inputs))
            {
                candidates.Add(new ScoreCandidate(row, inputs));
            }
        }

        return candidates;
    }

    private Verdict MakeVerdict(ScoreCandidate candidate, int row)
    {
        var probabilities = _probabilities[(row * _labels)..((row + 1) * _labels)];
        var best = 0;
        for (var label = 1; label < _labels; label++)
        {
            best = probabilities[label] > probabilities[best] ? label : best;
        }

        var frame = candidate.Frame;
        return new Verdict(
            frame.Row, frame.Id.Device, frame.Sensor, frame.TimeMs, scorer.Facts.Labels[best], probabilities,
            candidate.Inputs);
    }

    private void Apply(Verdict verdict, List<(AlertStep Step, Alert Alert)> steps)
    {
        writer.Add(verdict, scorer.Facts.Title);
        site.Verdicts++;
        var node = site.NodeOf(verdict.Device);
        var probabilities = new Dictionary<string, double>();
        for (var label = 0; label < _labels; label++)
        {
            probabilities[scorer.Facts.Labels[label]] = verdict.Probabilities[label];
        }

        var time = DateTimeOffset.FromUnixTimeMilliseconds(verdict.TimeMs);
        if (node.Verdict is null || node.Verdict.Time <= time)
        {
            node.Verdict = new VerdictView(time, verdict.Sensor, verdict.Label, verdict.FaultScore, probabilities);
        }

        alerts.Apply(site.Alerts!, verdict, steps);
    }

    private void Reserve(int rows)
    {
        if (_inputs.Length < rows * ModelInput.Count)
        {
            _inputs = new float[rows * ModelInput.Count];
            _probabilities = new float[rows * _labels];
        }
    }
}
