using System;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Updates.Pacing;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Tracking;

namespace Stethos.Gateway.Host.Updates;

/// <summary>What the update desk works with.</summary>
internal sealed record UpdateDeskParts
{
    public required SiteMemory Site { get; init; }

    public required INodeLink Link { get; init; }

    public required ReleaseShelf Shelf { get; init; }

    public required KeySetShelf KeySets { get; init; }

    public required UpdateOrders Orders { get; init; }

    public required UpdateAlarm Alarm { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>By which access point nodes are reached.</summary>
    public AccessPoints AccessPoints { get; init; } = AccessPoints.None;

    /// <summary>A node silent for longer is late; for three times as long, not there.</summary>
    public long LateMs { get; init; } = 30_000;

    /// <summary>A site's Wi-Fi carries about a megabyte a second; a tenth of it for updates leaves telemetry in peace.</summary>
    public SitePacer Pacer { get; init; } = new(new AirBudget(1_000_000, 100_000), new AirBudget(500_000, 50_000));

    /// <summary>The release or key set whose digest begins with these digits; null when there is none, or more than one.</summary>
    public HandedOut? Find(string digits) => (HandedOut?)Shelf.Find(digits) ?? KeySets.Find(digits);
}
