using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>What a model takes on a tier.</summary>
/// <param name="FlashBytes">The file in its slot.</param>
/// <param name="RamBytes">Memory while it runs.</param>
/// <param name="Macs">Multiply-accumulates of one run.</param>
/// <param name="LatencyMs">One run.</param>
public sealed record SizeFigures(FlashSize FlashBytes, RamSize RamBytes, long Macs, CostInterval LatencyMs);
