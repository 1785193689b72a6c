using System;

namespace Stethos.Gateway.Host.Site;

/// <summary>What does not change while the gateway runs.</summary>
internal sealed record SiteIdentity(string Site, string Gateway, DateTimeOffset Started, string Model, long LateMs)
{
    /// <summary>Null where nobody asks how far the start has come.</summary>
    public StartWatch? Start { get; init; }
}
