using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Onnx;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Size.Check;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Fit;

/// <summary>
/// From a float model to what each tier runs: int8 throughout and a blob for devices, codes between floats for the gateway. Where the
/// weights do not fit the gateway's budget, bits are searched for each layer; a device computes with 8 bits only.
/// </summary>
public static class TierQuantizer
{
    /// <param name="prepared">From <see cref="QuantizeJob.Prepare"/>.</param>
    /// <param name="samples">For calibration and comparison.</param>
    /// <param name="labels">The same with classes; null when there are none.</param>
    /// <param name="tiers">At least one.</param>
    /// <param name="options">For all tiers; type of activations and form are chosen by the tier's runtime.</param>
    /// <returns>One model for each runtime among the tiers, devices first.</returns>
    /// <exception cref="ModelException">Something does not fit together, or no bits meet the gateway's budget.</exception>
    public static IReadOnlyList<TierModel> Run(
        ModelGraph prepared, ISampleSource? samples, LabelledSet? labels, IReadOnlyList<HardwareTier> tiers, JobOptions options)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        ArgumentNullException.ThrowIfNull(tiers);
        ArgumentNullException.ThrowIfNull(options);
        return
        [
            .. tiers.GroupBy(tier => tier.Runtime).OrderBy(group => group.Key).Select(
                group => ForRuntime(prepared, samples, labels, [.. group], OptionsFor(group.Key, options))),
        ];
    }

    private static TierModel ForRuntime(
        ModelGraph prepared, ISampleSource? samples, LabelledSet? labels, IReadOnlyList<HardwareTier> tiers, JobOptions options)
    {
        var runtime = tiers[0].Runtime;
        var (graph, report) = QuantizeJob.Run(prepared, samples, labels, options);
        var budget = tiers.Min(tier => (long)tier.FlashBytes.Value);
        if (runtime == TierRuntime.OnnxRuntime && options.BudgetBytes is null && report.BytesAfter > budget)
        {
            (graph, report) = QuantizeJob.Run(prepared, samples, labels, options with { BudgetBytes = budget });
        }

        // As it will be read: sizes and hash are those of the file.
        var onnx = OnnxModel.Write(graph);
        var source = OnnxModel.Parse(onnx, prepared.Provenance.File);
        var size = SizeCheck.Run(source, tiers, new SizeCheckOptions
        {
            Dimensions = OpenBatch.Single(source),
            LayerErrors = report.Sensitivity.Where(layer => double.IsFinite(layer.SignalToNoiseDb))
                .ToDictionary(layer => layer.Layer, layer => layer.SignalToNoiseDb),
            ErrorName = SizeReport.NoiseAlone,
        });
        return new TierModel(runtime, onnx, size.Device?.Flash is null ? null : Blob(source, size.Device.Arithmetic), report, size);
    }

    private static byte[] Blob(ModelGraph source, string arithmetic) =>
        BlobCompiler.Compile(source, new BlobOptions { Arithmetic = Enum.Parse<Arithmetic>(arithmetic) }).Bytes;

    private static JobOptions OptionsFor(TierRuntime runtime, JobOptions options) => options with
    {
        Mode = QuantizeMode.Static,

        // Boards have kernels for codes only: what this machine computes faster does not matter there.
        KeepFaster = options.KeepFaster && runtime == TierRuntime.OnnxRuntime,
        Quantize = options.Quantize with
        {
            Activations = runtime == TierRuntime.Device ? ElementType.Int8 : ElementType.UInt8,
            IntegerOnly = runtime == TierRuntime.Device,
        },
        Progress = options.Progress is { } progress
            ? (stage, done, all) => progress($"{(runtime == TierRuntime.Device ? "devices" : "gateway")}: {stage}", done, all)
            : null,
    };
}
