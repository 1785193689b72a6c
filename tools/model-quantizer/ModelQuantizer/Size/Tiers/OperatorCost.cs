namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>What an operator of one kind costs on a tier, in nanoseconds.</summary>
/// <param name="WorkNs">For each multiply-accumulate, or each element a pool reads.</param>
/// <param name="OutputNs">For each output element.</param>
/// <param name="CallNs">For each run of the operator.</param>
/// <param name="Provenance">Where the figures come from.</param>
public sealed record OperatorCost(CostInterval WorkNs, CostInterval OutputNs, CostInterval CallNs, string Provenance)
{
    public CostInterval Nanoseconds(double work, double outputs) => WorkNs * work + OutputNs * outputs + CallNs;
}
