using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Check;

/// <summary>The size check: one model, some tiers, one answer.</summary>
public static class SizeCheck
{
    /// <param name="source">As loaded.</param>
    /// <param name="tiers">At least one.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">The model is not supported or a shape stays open, or the installed file cannot be read.</exception>
    public static SizeReport Run(ModelGraph source, IReadOnlyList<HardwareTier> tiers, SizeCheckOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(tiers);
        options ??= new SizeCheckOptions();
        var graph = Normaliser.Run(source, new NormaliseOptions { Dimensions = options.Dimensions }).Graph;
        var model = SizedModelReader.Read(graph);
        var codes = model.HasFloats ? SizedModelReader.Read(graph, true) : model;
        var plan = ArenaOf.Plan(model);
        var device = !model.HasFloats && tiers.Any(tier => tier.Runtime == TierRuntime.Device)
            ? DeviceSize.Of(source, options.Dimensions)
            : null;
        return new SizeReport
        {
            Source = source.Provenance,
            Macs = model.Macs,
            ConstantBytes = model.ConstantBytes,
            HasFloats = model.HasFloats,
            DeadChannels = ModelScaling.DeadChannels(model).Values.Sum(),
            Tiers = [.. tiers.Select(tier => TierCheck.Run(model, tier, codes, source.Provenance.FileBytes, device))],
            Device = device,
            Layers = [.. model.Operators.Select((op, step) => Layer(model, op, plan.Live[step], tiers, options))],
            Arena = plan,
            ErrorName = options.ErrorName,
            Update = options.Installed is { } installed ? UpdateSize.Of(installed, source, options, device) : null,
        };
    }

    private static LayerSize Layer(
        SizedModel model, SizedOperator op, long live, IReadOnlyList<HardwareTier> tiers, SizeCheckOptions options)
    {
        var output = model.Values[op.Outputs[0]];
        return new LayerSize(
            op.Name,
            op.Text,
            TierReader.NameOf(op.Kind),
            string.Create(CultureInfo.InvariantCulture, $"{output.Positions} × {output.Channels}"),
            op.Macs,
            op.WeightBytes,
            op.Outputs.Sum(value => model.Values[value].Bytes),
            live,
            op.DeadChannels.Count,
            tiers.ToDictionary(tier => tier.Name, tier => SizeEstimate.Ms(model, op, tier)),
            ErrorOf(op.Name, options) ?? ErrorOf(output.Name, options));
    }

    private static double? ErrorOf(string name, SizeCheckOptions options) =>
        options.LayerErrors.TryGetValue(name, out var error) ? error : null;
}
