using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>
/// Asks the nodes in turn for a burst, so that every spectrum on the page is fresh: each node once per period, at most
/// one request per turn. Caller holds the site's lock.
/// </summary>
internal sealed class BurstScheduler(SiteMemory site, NodeSender sender, TimeSpan period, long lateMs)
{
    private readonly Dictionary<ulong, long> _askedMs = [];

    /// <summary>Asks the node that has waited longest, if its time has come.</summary>
    public void Turn(long nowMs)
    {
        var due = nowMs - (long)period.TotalMilliseconds;
        ulong? longest = null;
        foreach (var (key, node) in site.Nodes)
        {
            var asked = _askedMs.GetValueOrDefault(key, 0);
            if (node.Sensors.Count > 0 && asked <= due && node.StateAt(nowMs, lateMs) == NodeState.Online
                && (longest is null || asked < _askedMs.GetValueOrDefault(longest.Value, 0)))
            {
                longest = key;
            }
        }

        if (longest is { } chosen)
        {
            Ask(new DeviceKey(chosen), 0, nowMs);
        }
    }

    /// <summary>Asks one node now.</summary>
    public void Ask(DeviceKey device, int sensor, long nowMs)
    {
        _askedMs[device.Value] = nowMs;
        sender.RequestBurst(device, sensor);
    }
}
