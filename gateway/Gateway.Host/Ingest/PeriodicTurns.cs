using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What the ingest thread does by the clock and not because a message came. One thread.</summary>
internal sealed class PeriodicTurns(
    SiteMemory site, NodeSender sender, BurstScheduler bursts, CropScheduler crops, ConfigurationDesk configurations,
    SilenceWatch silence, TimeProvider time)
{
    private const int PeriodMs = 250;
    private long _nextMs;
    private long _sessions;

    public BurstScheduler Bursts => bursts;

    /// <summary>
    /// Asks every node to send again what was not acknowledged: it may have spoken while nobody listened.
    /// </summary>
    public void AskAll()
    {
        lock (site.Sync)
        {
            foreach (var node in site.Nodes.Values)
            {
                sender.RequestState(node.Device);
            }
        }
    }

    /// <summary>Does what is due; adds what pages have to know.</summary>
    public void Run(List<SiteEvent> changes)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();

        // Further away than a period: the clock was set back.
        if (nowMs < _nextMs && _nextMs - nowMs <= PeriodMs)
        {
            return;
        }

        _nextMs = nowMs + PeriodMs;
        if (_sessions != sender.Sessions)
        {
            _sessions = sender.Sessions;
            AskAll();
        }

        lock (site.Sync)
        {
            bursts.Turn(nowMs);
            crops.Turn(nowMs);
            configurations.Turn(nowMs);
            silence.Turn(nowMs, changes);
        }
    }
}
