using System;
using System.Collections.Generic;

namespace Stethos.Gateway.Domain.View;

/// <summary>One node as a reader of the site sees it.</summary>
/// <param name="Device">Identifier of the device, the key of every other call.</param>
/// <param name="Name">Name people gave it; the identifier when nobody did.</param>
/// <param name="Machine">The machine it listens to.</param>
/// <param name="State">Freshness of the node.</param>
/// <param name="LastSeen">Arrival of the newest frame; null when none is known.</param>
/// <param name="AgeSeconds">Seconds since <paramref name="LastSeen"/> when the view was taken; null with it.</param>
/// <param name="Boot">Boot counter of the device, the middle part of the frame key.</param>
/// <param name="Firmware">Version the node reports; empty when it has not.</param>
/// <param name="FramesStored">Frames durably stored.</param>
/// <param name="FramesMissing">Gaps in the sequence that nothing has filled.</param>
/// <param name="OutboxDepth">Frames the node still holds for acknowledgement.</param>
/// <param name="Outbox">Room, wear and faults of the node's outbox.</param>
/// <param name="Sensors">Sensors of the node in channel order.</param>
/// <param name="Verdict">Newest verdict over all sensors; null before the first.</param>
/// <param name="OpenAlerts">Alerts of this node that are still open.</param>
public sealed record NodeView(
    string Device,
    string Name,
    string Machine,
    NodeState State,
    DateTimeOffset? LastSeen,
    double? AgeSeconds,
    long Boot,
    string Firmware,
    long FramesStored,
    long FramesMissing,
    int OutboxDepth,
    OutboxView Outbox,
    IReadOnlyList<SensorView> Sensors,
    VerdictView? Verdict,
    int OpenAlerts)
{
    /// <summary>What the node tells of itself; null when nothing was asked for.</summary>
    public UpkeepView? Upkeep { get; init; }

    /// <summary>What the model on the node said last; null while it has none.</summary>
    public EdgeView? Edge { get; init; }

    /// <summary>What the node said last of its slots; null when it has said nothing.</summary>
    public NodeUpdateView? Update { get; init; }

    /// <summary>Where its state or frames contradict its description, one sentence each.</summary>
    public IReadOnlyList<string> Contradictions { get; init; } = [];

    /// <summary>What the node says it is; null before it has, and in lists of nodes.</summary>
    public DescriptionView? Description { get; init; }
}
