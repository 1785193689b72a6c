namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>An operator that a figure hangs on.</summary>
/// <param name="Step">Its place in the order.</param>
/// <param name="Name">The node's name.</param>
/// <param name="Text">What it does: "Conv + Relu".</param>
/// <param name="Value">Bytes live, or milliseconds (upper end).</param>
public sealed record OperatorShare(int Step, string Name, string Text, double Value);
