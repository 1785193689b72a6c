using System;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Updates.Sessions;

/// <summary>How an image's messages leave the gateway. False when there is no session with the broker: it is tried again later.</summary>
public interface IUpdateLink
{
    /// <summary>On the topic of all nodes, QoS 0.</summary>
    bool SendToAll(ReadOnlySpan<byte> message);

    /// <summary>On the node's own topic, QoS 1.</summary>
    bool SendTo(DeviceKey device, ReadOnlySpan<byte> message);

    /// <summary>
    /// Tells the node, authenticated, to fetch the image. A node that does so already, or has it, answers with its status, so that
    /// this is also how it is asked.
    /// </summary>
    bool Offer(DeviceKey device);
}
