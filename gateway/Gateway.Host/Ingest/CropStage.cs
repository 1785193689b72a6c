using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Domain.Vision;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Storage;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Scores complete crops, stores them with their verdicts, and lets them raise or clear alerts. A suspicious crop is
/// asked for again at once: an alert wants two in a row. <paramref name="scorer"/> is null without a model for pictures.
/// </summary>
internal sealed class CropStage(
    SiteMemory site, StoreWriter writer, IScorer? scorer, AlertRecorder alerts, CropScheduler crops)
{
    /// <summary>Crops kept of each sensor.</summary>
    public const int Kept = 50;

    private const int Pixels = CropExplainer.Side * CropExplainer.Side;
    private readonly float[] _probabilities = new float[scorer?.Facts.Labels.Count ?? 0];

    /// <summary>Scores into the open transaction; caller holds the site's lock. Returns what alerts did.</summary>
    public List<(AlertStep Step, Alert Alert)> Score(IReadOnlyList<Crop> complete)
    {
        List<(AlertStep Step, Alert Alert)> steps = [];
        foreach (var crop in complete)
        {
            CropVerdict? said = null;
            if (scorer is not null && crop.Size == CropExplainer.Side)
            {
                var verdict = Judge(scorer, crop);
                said = new CropVerdict(scorer.Facts.Title, verdict.Label, [.. scorer.Facts.Labels], verdict.Probabilities);
                Show(scorer.Facts, verdict);
                alerts.Apply(site.CropAlerts!, verdict, steps);
                crops.Judged(crop, verdict.FaultScore >= scorer.Facts.ClearAt);
                site.Verdicts++;
            }

            writer.Add(crop, said, Kept);
            site.CropsStored++;
        }

        return steps;
    }

    private Verdict Judge(IScorer model, Crop crop)
    {
        var inputs = new float[Pixels];
        for (var i = 0; i < inputs.Length; i++)
        {
            inputs[i] = crop.Pixels[i];
        }

        model.Score(inputs, 1, _probabilities);
        var probabilities = _probabilities.ToArray();
        var best = Array.IndexOf(probabilities, probabilities.Max());
        return new Verdict(0, crop.Device, crop.Sensor, crop.TimeMs, model.Facts.Labels[best], probabilities, inputs);
    }

    private void Show(ModelFacts facts, Verdict verdict)
    {
        var node = site.NodeOf(verdict.Device);
        var time = DateTimeOffset.FromUnixTimeMilliseconds(verdict.TimeMs);
        if (node.Verdict is null || node.Verdict.Time <= time)
        {
            var probabilities = new Dictionary<string, double>();
            for (var label = 0; label < facts.Labels.Count; label++)
            {
                probabilities[facts.Labels[label]] = verdict.Probabilities[label];
            }

            node.Verdict = new VerdictView(time, verdict.Sensor, verdict.Label, verdict.FaultScore, probabilities);
        }
    }
}
