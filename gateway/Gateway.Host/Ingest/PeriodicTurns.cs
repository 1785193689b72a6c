using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What the ingest thread does by the clock and not because a message came. One thread.</summary>
internal sealed class PeriodicTurns(SiteMemory site, BurstScheduler bursts, SilenceWatch silence, TimeProvider time)
{
    private const int PeriodMs = 250;
    private long _nextMs;

    public BurstScheduler Bursts => bursts;

    /// <summary>Does what is due; adds what pages have to know.</summary>
    public void Run(List<SiteEvent> changes)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (nowMs < _nextMs)
        {
            return;
        }

        _nextMs = nowMs + PeriodMs;
        lock (site.Sync)
        {
            bursts.Turn(nowMs);
            silence.Turn(nowMs, changes);
        }
    }
}
