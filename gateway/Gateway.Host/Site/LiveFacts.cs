using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Host.Updates;

namespace Stethos.Gateway.Host.Site;

/// <summary>Facts the view asks for when it is asked itself.</summary>
internal sealed record LiveFacts(
    Func<bool> BrokerConnected, Func<int> BrokerRestarts, Func<DeviceKey, int, bool> RequestBurst,
    Func<DeviceKey, int, bool> RequestCrop)
{
    /// <summary>Releases and what becomes of them; null where nothing is handed out.</summary>
    public SiteUpdates? Updates { get; init; }

    /// <summary>Asks a node to blink for some seconds; false when nobody hears.</summary>
    public Func<DeviceKey, int, bool> Identify { get; init; } = (_, _) => false;

    /// <summary>Keeps settings and sends them; returns their number, 0 when they cannot be kept.</summary>
    public Func<DeviceKey, IReadOnlyDictionary<string, string>, uint> Configure { get; init; } = (_, _) => 0;
}
