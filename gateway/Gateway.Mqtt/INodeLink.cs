using System;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Mqtt;

/// <summary>The way to a node.</summary>
public interface INodeLink
{
    /// <summary>Sessions begun so far; nodes may have spoken to nobody before the newest one.</summary>
    long Sessions { get; }

    /// <summary>Sends one message to a node; false when there is no session.</summary>
    bool Send(DeviceKey device, string channel, ReadOnlySpan<byte> payload);

    /// <summary>Sends one message to all nodes, at most once; false when there is no session.</summary>
    bool SendToAll(string channel, ReadOnlySpan<byte> payload);
}
