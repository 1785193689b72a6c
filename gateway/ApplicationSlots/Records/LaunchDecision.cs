namespace Stethos.ApplicationSlots.Records;

/// <summary>What the launcher has to do.</summary>
/// <param name="Slot">The slot to start; null when none is whole.</param>
/// <param name="Record">The record to write before it is started.</param>
public sealed record LaunchDecision(SlotCode? Slot, LaunchRecord Record);
