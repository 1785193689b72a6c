using System;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Site;
using Stethos.Gateway.Mqtt;
using Stethos.Gateway.Updates.Releases;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Gateway.Updates.Tracking;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Updates;

/// <summary>How one release's messages leave the gateway. Caller holds the site's lock.</summary>
internal sealed class UpdateLink(INodeLink link, SiteMemory site, UpdateOrders orders, HandedOut release, Action<DeviceKey> offered)
    : IUpdateLink
{
    public bool SendToAll(ReadOnlySpan<byte> message) => link.SendToAll(Topics.Updates, message);

    public bool SendTo(DeviceKey device, ReadOnlySpan<byte> message) => link.Send(device, Topics.Updates, message);

    public bool Offer(DeviceKey device)
    {
        offered(device);
        return Order(device, release.Action);
    }

    /// <summary>Tells a node what to do with the release; false when it cannot be told now.</summary>
    public bool Order(DeviceKey device, UpdateActionCode action) =>
        site.Slots.Of(device, out _) is { } status
        && orders.Write(device, status, action, release.Digest) is { } command
        && link.Send(device, Topics.Updates, command);
}
