using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>Holds a model against a tier.</summary>
public static class TierCheck
{
    /// <param name="model">The steps, with numbers as numbers.</param>
    /// <param name="tier">Where it is to run.</param>
    /// <param name="codes">The same model with numbers counted as codes, see <see cref="SizedModelReader.Read"/>.</param>
    /// <param name="fileBytes">Of the file as it is; counts where ONNX Runtime runs it.</param>
    /// <param name="device">What the compiler makes of it; null to estimate.</param>
    public static TierVerdict Run(SizedModel model, HardwareTier tier, SizedModel codes, long fileBytes, DeviceSize? device = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(tier);
        var plan = ArenaOf.Plan(model);
        var figures = SizeEstimate.Of(model, plan, tier, tier.Runtime == TierRuntime.Device ? null : fileBytes);
        var blob = tier.Runtime == TierRuntime.Device ? device : null;
        if (blob is { Flash: { } flash })
        {
            var ram = figures.RamBytes with { Arena = blob.ArenaBytes, Scratch = blob.ScratchBytes };
            figures = figures with { FlashBytes = flash, RamBytes = ram };
        }

        var limits = Limits(figures, tier);
        var problems = Problems(model, tier);
        if (blob?.Refusal is { } refusal)
        {
            problems.Add(refusal);
        }

        var fits = problems.Count == 0 && limits.All(limit => limit.Fits);
        return new TierVerdict
        {
            Tier = tier.Name,
            Title = tier.Title,
            Runtime = tier.Runtime,
            Fits = fits,
            RunsNone = tier.Without is not null,
            Figures = figures,
            ArenaLowerBound = blob?.Flash is null ? plan.LowerBound : blob.ArenaLowerBound,
            Limits = limits,
            IsEstimate = tier.Runtime == TierRuntime.Device && blob?.Flash is null,
            Limiting = limits.MaxBy(limit => limit.Share)!,
            Problems = problems,
            Peak = Share(model, plan.PeakStep, plan.LowerBound),
            Slowest = Slowest(model, tier),
            Changes = fits || tier.Without is not null ? [] : new ChangeSearch(model, codes, tier, fileBytes).Run(),
        };
    }

    internal static LimitCheck[] Limits(SizeFigures figures, HardwareTier tier) =>
    [
        new("flash", figures.FlashBytes.Total, tier.FlashBytes.Value, "bytes", tier.FlashBytes.Provenance),
        new("RAM", figures.RamBytes.Total, tier.RamBytes.Value, "bytes", tier.RamBytes.Provenance),
        new("latency", figures.LatencyMs.High, tier.LatencyMs.Value, "ms", tier.LatencyMs.Provenance),
    ];

    internal static List<string> Problems(SizedModel model, HardwareTier tier)
    {
        List<string> problems = tier.Without is { } reason ? [reason] : [];
        problems.AddRange(SizeEstimate.Missing(model, tier).Select(missing => $"no kernel for {missing}"));
        if (tier.Runtime == TierRuntime.Device && model.HasFloats)
        {
            problems.Add("computes with numbers; a device computes with codes of 8 bits, whose run time is told here");
        }

        return problems;
    }

    private static OperatorShare? Slowest(SizedModel model, HardwareTier tier)
    {
        var times = model.Operators.Select(op => SizeEstimate.Ms(model, op, tier).High).ToArray();
        return times.Length == 0 ? null : Share(model, Array.IndexOf(times, times.Max()), times.Max());
    }

    private static OperatorShare? Share(SizedModel model, int step, double value) => step < model.Operators.Count
        ? new OperatorShare(step, model.Operators[step].Name, model.Operators[step].Text, value)
        : null;
}
