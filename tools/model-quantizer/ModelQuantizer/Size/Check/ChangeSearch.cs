using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>
/// Looks for the least change that makes a model fit: codes instead of numbers first, then removing dead channels (which costs nothing),
/// then each of smaller input, fewer channels in one layer, fewer channels everywhere, as little of it as is enough.
/// </summary>
internal sealed class ChangeSearch(SizedModel model, SizedModel codes, HardwareTier tier, long fileBytes)
{
    private static readonly double[] Sides = [0.875, 0.75, 0.625, 0.5, 0.375, 0.25];
    private static readonly double[] Widths = [0.875, 0.75, 0.625, 0.5, 0.375, 0.25, 0.125];

    public IReadOnlyList<ModelChange> Run()
    {
        var found = new List<ModelChange>();
        var (start, done, isLossless) = (model, "", true);
        if (model.HasFloats && Try(codes, done = "quantize to int8", isLossless = false, found))
        {
            return found;
        }

        start = model.HasFloats ? codes : model;
        var dead = ModelScaling.DeadChannels(start).Values.Sum();
        if (dead > 0)
        {
            start = ModelScaling.WithoutDeadChannels(start);
            done = Join(done, $"remove {dead} dead channels (same results)");
            if (Try(start, done, isLossless, found))
            {
                return found;
            }
        }

        AddSmaller(start, done, found);
        AddNarrower(start, done, found);
        if (!found.Exists(change => change.Fits))
        {
            AddBoth(start, done, found);
        }

        var fitting = found.Where(change => change.Fits).OrderByDescending(change => change.MacShare).ToArray();
        return fitting.Length > 0 ? fitting : [.. found.OrderBy(Fullest).Take(2)];
    }

    private void AddSmaller(SizedModel start, string done, List<ModelChange> found)
    {
        var input = start.Inputs.Count == 1 ? start.Values[start.Inputs[0]] : null;
        if (input is { Positions: > 1 })
        {
            First(Sides, side => (
                ModelScaling.WithArea(start, side * side),
                Join(done, $"smaller input: {Percent(side)} of each side ({Percent(side * side)} of the area)")), found);
        }
    }

    private void AddNarrower(SizedModel start, string done, List<ModelChange> found)
    {
        var kept = ModelScaling.FixedGroups(start);
        if (Largest(start, kept) is { } layer)
        {
            var value = start.Values[layer.Outputs[0]];
            var name = layer.Name.Split(';')[0];
            First(Widths, width => (
                Narrowed(start, group => group == value.Group, width),
                Join(done, $"{(long)Math.Round(value.Channels * width)} instead of {value.Channels} channels in '{name}'")), found);
        }

        if (start.Values.Any(value => !kept.Contains(value.Group)))
        {
            First(Widths, width => (
                Narrowed(start, group => !kept.Contains(group), width),
                Join(done, $"{Percent(width)} of the channels in every layer")), found);
        }
    }

    // As little of both as is enough, by what is left of the computation.
    private void AddBoth(SizedModel start, string done, List<ModelChange> found)
    {
        var kept = ModelScaling.FixedGroups(start);
        if (start.Inputs.Count != 1 || start.Values[start.Inputs[0]].Positions == 1)
        {
            return;
        }

        foreach (var (side, width) in Sides.SelectMany(side => Widths.Select(width => (side, width)))
            .OrderByDescending(pair => pair.side * pair.side * pair.width * pair.width))
        {
            var isLast = side == Sides[^1] && width == Widths[^1];
            var changed = ModelScaling.WithArea(Narrowed(start, group => !kept.Contains(group), width), side * side);
            var what = $"smaller input: {Percent(side)} of each side, and {Percent(width)} of the channels in every layer";
            var tried = new List<ModelChange>();
            if (Try(changed, Join(done, what), false, tried) || isLast)
            {
                found.AddRange(tried);
                return;
            }
        }
    }

    // The layer that the fullest limit hangs on.
    private SizedOperator? Largest(SizedModel start, IReadOnlySet<int> kept)
    {
        var plan = ArenaOf.Plan(start);
        var limits = TierCheck.Limits(SizeEstimate.Of(start, plan, tier, FileBytes(start)), tier);
        var limiting = limits.MaxBy(limit => limit.Share)!.Name;
        return start.Operators.Where(op => !kept.Contains(start.Values[op.Outputs[0]].Group)).MaxBy(op => limiting switch
        {
            "flash" => op.WeightBytes,
            "RAM" => start.Values[op.Outputs[0]].Bytes,
            _ => SizeEstimate.Ms(start, op, tier).High,
        });
    }

    private static SizedModel Narrowed(SizedModel start, Func<int, bool> chosen, double width) =>
        ModelScaling.WithChannels(start, (group, channels) => chosen(group) ? (long)Math.Round(channels * width) : channels);

    // The first that is enough; otherwise the last, to show how far it goes.
    private void First(double[] steps, Func<double, (SizedModel Model, string What)> make, List<ModelChange> found)
    {
        foreach (var step in steps)
        {
            var (changed, what) = make(step);
            var tried = new List<ModelChange>();
            if (Try(changed, what, false, tried) || step == steps[^1])
            {
                found.AddRange(tried);
                return;
            }
        }
    }

    private bool Try(SizedModel changed, string what, bool isLossless, List<ModelChange> found)
    {
        var figures = SizeEstimate.Of(changed, ArenaOf.Plan(changed), tier, FileBytes(changed));
        var fits = TierCheck.Problems(changed, tier).Count == 0 && TierCheck.Limits(figures, tier).All(limit => limit.Fits);
        found.Add(new ModelChange(what, fits, isLossless, (double)changed.Macs / Math.Max(1, model.Macs), figures));
        return fits;
    }

    // The rest of a file stays as it is when its weights become fewer or smaller.
    private long? FileBytes(SizedModel changed) =>
        tier.Runtime == TierRuntime.Device ? null : Math.Max(0, fileBytes - model.ConstantBytes) + changed.ConstantBytes;

    private double Fullest(ModelChange change) => TierCheck.Limits(change.After, tier).Max(limit => limit.Share);

    private static string Join(string done, string next) => done.Length == 0 ? next : $"{done}, then {next}";

    private static string Percent(double share) => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}
