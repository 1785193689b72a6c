namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>A ceiling.</summary>
/// <param name="Value">Bytes, or milliseconds.</param>
/// <param name="Provenance">Where it comes from.</param>
public sealed record TierFigure(double Value, string Provenance);
