using System;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Host.Site;

/// <summary>Facts the view asks for when it is asked itself.</summary>
internal sealed record LiveFacts(
    Func<bool> BrokerConnected, Func<int> BrokerRestarts, Func<DeviceKey, int, bool> RequestBurst,
    Func<DeviceKey, int, bool> RequestCrop)
{
    /// <summary>Sends a configuration's body; returns its number, 0 when it cannot be sent.</summary>
    public Func<DeviceKey, byte[], uint> Configure { get; init; } = (_, _) => 0;
}
