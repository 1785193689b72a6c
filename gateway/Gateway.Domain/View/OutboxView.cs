namespace Stethos.Gateway.Domain.View;

/// <summary>What a node says of its outbox.</summary>
/// <param name="Capacity">Frames it takes; 0 when the node has not told.</param>
/// <param name="RoomHours">Hours until it is full at the node's present rate; null when not known yet.</param>
/// <param name="WearPercent">Share of the erasures its flash endures; null when it is in memory only.</param>
/// <param name="Faults">File operations and records that failed since the node started, boot number included.</param>
public sealed record OutboxView(long Capacity, double? RoomHours, double? WearPercent, long Faults);
