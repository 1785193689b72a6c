using System;

namespace Stethos.Gateway.Host.Ingest;

/// <summary>What the store keeps; each limit 0 = none.</summary>
/// <param name="Age">Frames are removed when they are older, by the gateway's own running time.</param>
/// <param name="StoreBytes">Largest room of the store.</param>
/// <param name="FreeDiskBytes">Room on its disk that is left to others.</param>
internal sealed record RetentionRule(TimeSpan Age, long StoreBytes, long FreeDiskBytes)
{
    /// <summary>Neither size nor disk removes a frame younger than this.</summary>
    public static readonly TimeSpan Youngest = TimeSpan.FromDays(1);

    /// <summary>What an open alert rests on: its node's frames from so long before it was raised.</summary>
    public static readonly TimeSpan BeforeAlert = TimeSpan.FromDays(1);

    /// <summary>Keeps everything.</summary>
    public static RetentionRule None { get; } = new(TimeSpan.Zero, 0, 0);
}
