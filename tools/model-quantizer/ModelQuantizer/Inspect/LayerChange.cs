namespace Stethos.ModelQuantizer.Inspect;

/// <summary>A layer that differs between two versions of a model.</summary>
/// <param name="Name">The node.</param>
/// <param name="Op">Its operator.</param>
/// <param name="Change">"added", "removed" or "changed".</param>
/// <param name="Detail">What changed.</param>
public sealed record LayerChange(string Name, string Op, string Change, string Detail);
