using System;

namespace Stethos.Mosquitto;

/// <summary>Settings of a <see cref="MosquittoClient"/>; checked once by its constructor.</summary>
public sealed record MosquittoOptions
{
    /// <summary>Unique at the broker: a second client with the same name throws the first one out.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// Name or address of the broker. Only the first address of a name is tried: prefer 127.0.0.1 to localhost, which may mean ::1.
    /// </summary>
    public string Host { get; init; } = "127.0.0.1";

    /// <summary>1 to 65,535.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>False: the broker keeps subscriptions and QoS 1 and 2 messages while this client is away.</summary>
    public bool CleanSession { get; init; } = true;

    /// <summary>0 (off) or 5 to 65,535. Also the time limit for a connection attempt.</summary>
    public int KeepAliveSeconds { get; init; } = 30;

    /// <summary>
    /// Unacknowledged QoS 1 and 2 messages on the wire at a time, 1 to 65,535. libmosquitto's own default of 20 makes every burst
    /// wait for a round trip.
    /// </summary>
    public int MaxInFlight { get; init; } = 2000;

    /// <summary>
    /// Published messages not yet written (QoS 0) or acknowledged (QoS 1, 2) before <see cref="PublishResult.QueueFull"/>, 1 to 60,000.
    /// Bounds memory; the limit leaves room below the 65,535 packet identifiers there are.
    /// </summary>
    public int MaxQueued { get; init; } = 20_000;

    public MosquittoWill? Will { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    /// <summary>PEM file with the certificate authorities to trust; set = TLS, with the host name verified.</summary>
    public string? TlsCaFile { get; init; }

    /// <summary>Waiting time before the first new attempt; doubles up to <see cref="ReconnectDelayMax"/>, minus up to a quarter.</summary>
    public TimeSpan ReconnectDelayMin { get; init; } = TimeSpan.FromSeconds(1);

    public TimeSpan ReconnectDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Times the waiting between attempts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(ClientId);
        ArgumentException.ThrowIfNullOrEmpty(Host);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxInFlight, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlight, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxQueued, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxQueued, 60_000);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ReconnectDelayMin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(ReconnectDelayMax, ReconnectDelayMin);
        if (KeepAliveSeconds is not 0 and (< 5 or > ushort.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(KeepAliveSeconds), KeepAliveSeconds, "must be 0 or 5 to 65535");
        }

        if (Password is not null && UserName is null)
        {
            throw new ArgumentException("a password needs a user name", nameof(UserName));
        }
    }
}
