using System;

namespace Stethos.UpdateFleet;

/// <summary>A clock that stands still until it is moved, timestamps too.</summary>
public sealed class VirtualTime : TimeProvider
{
    public long NowMs { get; set; }

    public override long TimestampFrequency => 1000;

    public override long GetTimestamp() => NowMs;

    public override DateTimeOffset GetUtcNow() => DateTimeOffset.UnixEpoch.AddMilliseconds(NowMs);
}
