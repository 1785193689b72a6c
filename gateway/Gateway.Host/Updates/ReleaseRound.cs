using System;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Sessions;

namespace Stethos.Gateway.Host.Updates;

/// <summary>One release, or key set, that is being handed out.</summary>
internal sealed class ReleaseRound
{
    public ReleaseRound(UpdateDeskParts parts, HandedOut release, Action<DeviceKey> offered)
    {
        Link = new UpdateLink(parts.Link, parts.Site, parts.Orders, release, offered);
        HandOut = new HandOut(release.Content, parts.Pacer, Link, parts.Time, new HandOutOptions());
    }

    public UpdateLink Link { get; }

    public HandOut HandOut { get; }
}
