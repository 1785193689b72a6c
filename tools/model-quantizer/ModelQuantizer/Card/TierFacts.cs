using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Card;

/// <summary>How a model stands to a tier.</summary>
/// <param name="Tier">"T1".</param>
/// <param name="Fits">Whether it may be packaged for it.</param>
/// <param name="FlashBytes">Of its slot.</param>
/// <param name="RamBytes">While it runs.</param>
/// <param name="ArenaBytes">Of the tensors.</param>
/// <param name="Macs">Of one run.</param>
/// <param name="LatencyMs">Of one run, from the tier's constants.</param>
/// <param name="Limiting">The fullest of flash, RAM and latency.</param>
public sealed record TierFacts(
    string Tier, bool Fits, long FlashBytes, long RamBytes, long ArenaBytes, long Macs, CostInterval LatencyMs, string Limiting)
{
    public static TierFacts Of(TierVerdict verdict) => new(
        verdict.Tier,
        verdict.Fits,
        verdict.Figures.FlashBytes.Total,
        verdict.Figures.RamBytes.Total,
        verdict.Figures.RamBytes.Arena,
        verdict.Figures.Macs,
        verdict.Figures.LatencyMs,
        verdict.Limiting.Name);
}
