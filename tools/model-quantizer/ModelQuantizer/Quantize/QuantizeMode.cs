namespace Stethos.ModelQuantizer.Quantize;

/// <summary>What becomes codes.</summary>
public enum QuantizeMode
{
    /// <summary>Weights and activations, with ranges from samples.</summary>
    Static,

    /// <summary>Weights and the activations of matrix products, with ranges found at run time.</summary>
    Dynamic,

    /// <summary>Weights only.</summary>
    Weights,
}
