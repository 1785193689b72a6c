namespace Stethos.ModelQuantizer.Inspect;

/// <summary>What a model computes with.</summary>
public enum ModelKind
{
    /// <summary>Numbers throughout.</summary>
    Float = 0,

    /// <summary>Weights are codes, activations are numbers.</summary>
    Hybrid = 1,

    /// <summary>Weights and activations are codes (QDQ or integer operators).</summary>
    Quantized = 2,
}
