using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Computes the figures of a model on a tier.</summary>
public static class SizeEstimate
{
    private const double NanosecondsPerMs = 1e6;

    /// <param name="model">The steps.</param>
    /// <param name="plan">Of <paramref name="model"/>.</param>
    /// <param name="tier">Where.</param>
    /// <param name="fileBytes">Size of the file; of the blob on devices when there is one, otherwise null.</param>
    public static SizeFigures Of(SizedModel model, ArenaPlan plan, HardwareTier tier, long? fileBytes)
    {
        var flash = fileBytes is { } bytes ? FlashSize.OfFile(model, bytes) : FlashSize.OfBlob(model);
        var ram = tier.Runtime == TierRuntime.Device
            ? RamSize.OnDevice(model, plan)
            : new RamSize(plan.Bytes, 0, 0, model.ConstantBytes + (long)(tier.SessionBytes?.Value ?? 0));
        var latency = model.Operators.Aggregate(new CostInterval(), (sum, op) => sum + Ms(model, op, tier));
        return new SizeFigures(flash, ram, model.Macs, latency);
    }

    /// <summary>One run of an operator; 0 when the tier has no costs for its kind.</summary>
    public static CostInterval Ms(SizedModel model, SizedOperator op, HardwareTier tier)
    {
        var isFloat = op.Inputs.Concat(op.Outputs).All(value => model.Values[value].ElementBits > 16);
        return (isFloat && tier.FloatCosts.TryGetValue(op.Kind, out var cost)) || tier.Costs.TryGetValue(op.Kind, out cost)
            ? cost.Nanoseconds(model.Work(op), model.OutputElements(op)) * (1 / NanosecondsPerMs)
            : default;
    }

    /// <summary>Operators that the tier cannot run at all, in words.</summary>
    public static IReadOnlyList<string> Missing(SizedModel model, HardwareTier tier) =>
    [
        .. model.Operators.Where(op => !tier.Costs.ContainsKey(op.Kind))
            .GroupBy(op => op.Text, StringComparer.Ordinal)
            .Select(group => $"{group.Key} ({group.Count()} times, first '{group.First().Name}')"),
    ];
}
