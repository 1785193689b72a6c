using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Edge;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Recomputes the verdicts of models on nodes and raises an owned alert on any differing bit, a model nobody here knows, or a
/// verdict that is suddenly missing. Caller holds the site's lock.
/// </summary>
internal sealed class EdgeStage(SiteMemory site, AlertRecorder alerts, EdgeModels models, EdgeReplay replay)
{
    /// <summary>Looks at new frames; returns what alerts did.</summary>
    public List<(AlertStep Step, Alert Alert)> Judge(IReadOnlyList<FrameRow> rows)
    {
        List<(AlertStep Step, Alert Alert)> steps = [];
        foreach (var row in rows)
        {
            var result = replay.Look(row);
            if (result.Finding == EdgeFinding.None)
            {
                continue;
            }

            Show(result);
            if (EdgeWatch.VerdictOf(result) is { } verdict)
            {
                alerts.Apply(site.EdgeAlerts!, verdict, steps);
            }
        }

        return steps;
    }

    private void Show(EdgeResult result)
    {
        var node = site.NodeOf(result.Frame.Id.Device);
        var before = node.Edge;
        var isChecked = result.Finding is EdgeFinding.Equal or EdgeFinding.Differs;
        var time = DateTimeOffset.FromUnixTimeMilliseconds(result.Frame.TimeMs);
        var newest = before is null || before.Time <= time
            ? new EdgeView(
                time, result.Frame.Sensor, models.TitleOf(result.Model), Array.ConvertAll(result.Codes, code => (int)code),
                result.FaultScore, result.Finding.ToString(), 0, 0, 0)
            : before;
        node.Edge = newest with
        {
            Suppressed = (before?.Suppressed ?? 0) + result.Suppressed,
            Checked = (before?.Checked ?? 0) + (isChecked ? 1 : 0),
            Differing = (before?.Differing ?? 0) + (result.Finding == EdgeFinding.Differs ? 1 : 0)
        };
    }
}
