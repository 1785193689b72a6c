using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Frames;

/// <summary>
/// One frame as it is stored: the bytes as they came, and what queries need beside them.
/// <paramref name="TimeMs"/> is UTC; a frame of a node with an unsure clock gets the time it was received.
/// </summary>
public sealed record FrameRow(
    FrameId Id, MessageKindCode Kind, int Sensor, long TimeMs, long ReceivedMs, byte[] Payload)
{
    /// <summary>Row number in the store, 0 before it is stored.</summary>
    public long Row { get; set; }
}
