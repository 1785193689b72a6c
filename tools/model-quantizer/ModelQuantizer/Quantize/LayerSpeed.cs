namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Time of a layer alone.</summary>
/// <param name="Layer">The node.</param>
/// <param name="FloatMicroseconds">In float.</param>
/// <param name="CodesMicroseconds">In codes.</param>
/// <param name="IsSlower">Slower in codes by more than a tenth.</param>
public sealed record LayerSpeed(string Layer, double FloatMicroseconds, double CodesMicroseconds, bool IsSlower);
