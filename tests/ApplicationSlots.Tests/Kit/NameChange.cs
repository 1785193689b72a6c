namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>A change of names that its folder was not synced after: <see cref="Path"/> gets the node, null removes it.</summary>
internal sealed record NameChange(string Path, DiskNode? Node, string? MovedFrom);
