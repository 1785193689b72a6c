using System;
using System.Collections.Generic;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.Update.Trust;

namespace Stethos.Gateway.Updates.Tracking;

/// <summary>
/// Writes commands to nodes with their own key. A node takes one only with the nonce it gave last, and each number under a nonce
/// once. Not thread safe.
/// </summary>
public sealed class UpdateOrders(string site, IReadOnlyDictionary<ulong, byte[]> keys, TimeProvider time)
{
    // Long enough for a node that sleeps or is out of reach for a day; counted from when it gave the nonce.
    private const int TtlSeconds = 2 * 86_400;
    private readonly Dictionary<ulong, CommandEnvelope> _envelopes = [];
    private readonly Dictionary<ulong, (ulong Nonce, uint Attempt)> _attempts = [];
    private readonly UpdateCommandMessage _command = new();
    private readonly FreshnessMessage _freshness = new();
    private readonly CborWriter _writer = new();

    /// <summary>Whether there is a key for the device.</summary>
    public bool HasKey(DeviceKey device) => keys.ContainsKey(device.Value);

    /// <summary>The message; null without a key, or before the node has given a nonce.</summary>
    public byte[]? Write(DeviceKey device, UpdateStatus status, UpdateActionCode action, ReadOnlySpan<byte> digest)
    {
        if (!status.HasNonce || EnvelopeOf(device) is not { } envelope)
        {
            return null;
        }

        status.Key.Device.CopyTo(_command.Device, 0);
        status.Nonce.CopyTo(_command.Nonce, 0);
        digest.CopyTo(_command.Digest);
        _command.TtlSeconds = TtlSeconds;
        _command.Wave = 0;
        _command.Attempt = NextAttempt(device, status);
        _command.Action = action;
        envelope.Compute(_command, _command.Mac);
        var buffer = new byte[UpdateCommandMessage.MaxLength];
        return buffer[.._command.Write(buffer, 0, buffer.Length, _writer)];
    }

    /// <summary>The dated message that says which release is the newest; null without a key.</summary>
    public byte[]? WriteFreshness(DeviceKey device, ReadOnlySpan<byte> id, uint sequence, uint lifeSeconds)
    {
        if (EnvelopeOf(device) is not { } envelope)
        {
            return null;
        }

        id.CopyTo(_freshness.Device);
        _freshness.Sequence = sequence;
        _freshness.TimeSeconds = (uint)time.GetUtcNow().ToUnixTimeSeconds();
        _freshness.ExpirySeconds = _freshness.TimeSeconds + lifeSeconds;
        envelope.Compute(_freshness, _freshness.Mac);
        var buffer = new byte[FreshnessMessage.MaxLength];
        return buffer[.._freshness.Write(buffer, 0, buffer.Length, _writer)];
    }

    private CommandEnvelope? EnvelopeOf(DeviceKey device)
    {
        if (!keys.TryGetValue(device.Value, out var key))
        {
            return null;
        }

        if (!_envelopes.TryGetValue(device.Value, out var envelope))
        {
            _envelopes.Add(device.Value, envelope = new CommandEnvelope(key, site, new PortableKeyedHash()));
        }

        return envelope;
    }

    // A restarted gateway does not know how far it had counted under this nonce: seconds are always further.
    private uint NextAttempt(DeviceKey device, UpdateStatus status)
    {
        var nonce = BitConverter.ToUInt64(status.Nonce);
        var attempt = _attempts.TryGetValue(device.Value, out var last) && last.Nonce == nonce
            ? last.Attempt + 1
            : (uint)time.GetUtcNow().ToUnixTimeSeconds();
        _attempts[device.Value] = (nonce, attempt);
        return attempt;
    }
}
