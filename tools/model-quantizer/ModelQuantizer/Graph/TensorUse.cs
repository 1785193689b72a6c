namespace Stethos.ModelQuantizer.Graph;

/// <summary>One place where a tensor is read.</summary>
public readonly record struct TensorUse(Node Node, int InputIndex);
