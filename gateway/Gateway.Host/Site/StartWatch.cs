using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Host.Site;

/// <summary>How far a start has come: which nodes were heard before it, and which have been since.</summary>
internal sealed class StartWatch(SiteMemory site, IReadOnlyCollection<DeviceKey> expected, DateTimeOffset started, TimeProvider time)
{
    /// <summary>Frames looked at to see who spoke last.</summary>
    public const int Frames = 20_000;

    /// <summary>A node belongs to those expected when it was heard in this time before the last one.</summary>
    public const long WithinMs = 300_000;

    /// <summary>Caller holds the site's lock.</summary>
    public StartView ViewLocked(bool isBrokerUp) => new(
        Environment.ProcessId, isBrokerUp, site.Problem is null, site.HasCaughtUp, expected.Count,
        expected.Count(device => site.Nodes.GetValueOrDefault(device.Value)?.LastSeenMs >= started.ToUnixTimeMilliseconds()),
        site.Slots.Switching(time.GetUtcNow().ToUnixTimeMilliseconds()));
}
