using System;

namespace Stethos.Mosquitto;

/// <summary>Settings of a <see cref="MosquittoBroker"/>.</summary>
public sealed record MosquittoBrokerOptions
{
    /// <summary>Folder for the generated configuration file; created when absent.</summary>
    public required string Directory { get; init; }

    /// <summary>Port on 127.0.0.1, 1 to 65,535. Loopback only, because the broker asks nobody for a name.</summary>
    public int Port { get; init; } = 1883;

    /// <summary>The program; null looks for <c>mosquitto</c> in /usr/sbin, /usr/local/sbin and PATH.</summary>
    public string? BinaryPath { get; init; }

    /// <summary>Larger packets are refused; 0 = no limit.</summary>
    public int MaxPacketBytes { get; init; } = 1024 * 1024;

    /// <summary>Unacknowledged messages per client on the wire; 0 = no limit. See <see cref="MosquittoOptions.MaxInFlight"/>.</summary>
    public int MaxInFlight { get; init; } = 2000;

    /// <summary>Messages per client waiting behind those in flight before new ones are dropped; 0 = no limit.</summary>
    public int MaxQueued { get; init; } = 100_000;

    /// <summary>Waiting time before the first restart; doubles up to <see cref="RestartDelayMax"/>.</summary>
    public TimeSpan RestartDelayMin { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan RestartDelayMax { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A broker that ran this long starts again with the shortest delay.</summary>
    public TimeSpan HealthyAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Times restarts.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    internal void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(Directory);
        ArgumentOutOfRangeException.ThrowIfLessThan(Port, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Port, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxPacketBytes);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxInFlight);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(MaxInFlight, ushort.MaxValue);
        ArgumentOutOfRangeException.ThrowIfNegative(MaxQueued);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(RestartDelayMin, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(RestartDelayMax, RestartDelayMin);
    }
}
