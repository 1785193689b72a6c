using System;

namespace Stethos.Gateway.Mqtt;

/// <summary>
/// A message as it came. The payload lives in a rented buffer that goes back with
/// <see cref="InboundQueue.Release"/>.
/// </summary>
public readonly record struct InboundMessage(string Topic, byte[] Buffer, int Length, bool Retained, long ReceivedMs)
{
    public ReadOnlySpan<byte> Payload => Buffer.AsSpan(0, Length);
}
