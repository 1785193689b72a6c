using System.Collections.Generic;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Ingest;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Updates;

/// <summary>
/// Raises an owned alert when a node went back from a release or is stuck with one. The first stays until the node has confirmed
/// another one or is being updated again. Caller holds the site's lock.
/// </summary>
internal sealed class UpdateAlarm(SiteMemory site, AlertRecorder alerts)
{
    /// <summary>Labels of the engine: well first, as in a model.</summary>
    public static readonly string[] Labels = ["update-well", "update-rolled-back", "update-stuck"];

    private readonly Dictionary<ulong, (bool IsBack, bool IsStuck)> _told = [];

    /// <summary>The store did not keep what was told: all is told again.</summary>
    public void Forget() => _told.Clear();

    /// <summary>Judges one node by its newest run.</summary>
    public void Judge(DeviceKey device, UpdatePhaseCode newest, bool isStuck, long nowMs, List<SiteEvent> changes)
    {
        var now = (newest == UpdatePhaseCode.RolledBack, isStuck);
        if (_told.TryGetValue(device.Value, out var before) && before == now)
        {
            return;
        }

        _told[device.Value] = now;
        var (back, stuck) = (now.Item1 ? 1f : 0f, isStuck ? 1f : 0f);
        var label = now.Item1 ? Labels[1] : isStuck ? Labels[2] : Labels[0];
        var verdict = new Verdict(0, device, 0, nowMs, label, [1 - System.Math.Max(back, stuck), back, stuck], []);
        List<(AlertStep Step, Alert Alert)> steps = [];
        alerts.Apply(site.UpdateAlerts!, verdict, steps);
        foreach (var (_, alert) in steps)
        {
            changes.Add(new SiteEvent("alert", device.ToString(), alert.Id));
        }
    }
}
