using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>Settings somebody wants a node to have, by name as people write them, under the number they are sent with.</summary>
public sealed record WantedConfiguration(
    DeviceKey Device, uint Number, DateTimeOffset Asked, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>The values the node ran with when they were wanted; null when it had not told them.</summary>
    public SettingsBefore? Before { get; init; }
}
