namespace Stethos.Budgets.Tests.Heap;

/// <summary>A part of the node and what its objects take of the device's managed heap.</summary>
internal sealed record HeapPart(string Name, int Bytes);
