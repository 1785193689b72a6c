using System.Collections.Generic;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Host.Site;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Raises an owned alert while a node is in safe mode, and clears it when the node is back. Caller holds the site's lock.
/// </summary>
internal sealed class UpkeepStage(SiteMemory site, AlertRecorder alerts, System.TimeProvider time)
{
    /// <summary>Labels of the engine: well first, as in a model.</summary>
    public static readonly string[] Labels = ["node-well", "node-safe-mode"];

    /// <summary>A state is a fact: one is enough.</summary>
    public static readonly AlertPolicy Policy = new(
        RaiseAt: 0.5, ClearAt: 0.5, OnDelayMs: 0, OffDelayMs: 0, MinimumWindows: 1, Smoothing: 1);

    /// <summary>Judges the newest states of these nodes; returns what alerts did.</summary>
    public List<(AlertStep Step, Alert Alert)> Judge(IReadOnlyCollection<DeviceKey> devices)
    {
        List<(AlertStep Step, Alert Alert)> steps = [];
        foreach (var device in devices)
        {
            var mode = site.NodeOf(device).Upkeep.Mode;
            var isSafe = mode is NodeModeCode.Safe or NodeModeCode.MemoryShort or NodeModeCode.Rescue;
            var probability = isSafe ? 1f : 0f;
            alerts.Apply(
                site.UpkeepAlerts!,
                new Verdict(
                    0, device, 0, time.GetUtcNow().ToUnixTimeMilliseconds(), Labels[isSafe ? 1 : 0], [1 - probability, probability], []),
                steps);
        }

        return steps;
    }
}
