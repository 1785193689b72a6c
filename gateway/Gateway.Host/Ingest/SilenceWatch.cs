using System.Collections.Generic;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Site;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>Notices nodes that became late or offline by saying nothing. Caller holds the site's lock.</summary>
internal sealed class SilenceWatch(SiteMemory site, long lateMs)
{
    private readonly Dictionary<ulong, NodeState> _last = [];

    /// <summary>Adds a change for each node whose state is not what it was at the last turn; new nodes count as online.</summary>
    public void Turn(long nowMs, List<SiteEvent> changes)
    {
        foreach (var (key, node) in site.Nodes)
        {
            var state = node.StateAt(nowMs, lateMs);
            if (_last.GetValueOrDefault(key, NodeState.Online) != state)
            {
                changes.Add(new SiteEvent("node", node.Device.ToString(), null));
            }

            _last[key] = state;
        }
    }
}
