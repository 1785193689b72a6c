using System;

namespace Stethos.Gateway.Host.Site;

/// <summary>What does not change while the gateway runs.</summary>
internal sealed record SiteIdentity(string Site, string Gateway, DateTimeOffset Started, string Model, long LateMs);
