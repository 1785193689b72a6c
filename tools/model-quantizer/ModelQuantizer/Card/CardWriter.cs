using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Quantize;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Card;

/// <summary>Makes the card of models that <see cref="TierQuantizer"/> made.</summary>
public static class CardWriter
{
    /// <param name="source">Path of the float model.</param>
    /// <param name="samples">Calibrated and measured with.</param>
    /// <param name="labels">Path of the classes; null when there are none.</param>
    /// <param name="options">As the quantizer took them.</param>
    /// <param name="models">What it made.</param>
    /// <param name="licence">Of the model; may be empty.</param>
    /// <exception cref="ModelException">A file cannot be read.</exception>
    public static ModelCard Make(
        string source, SampleFiles samples, string? labels, JobOptions options, IReadOnlyList<TierModel> models, string licence)
    {
        ArgumentNullException.ThrowIfNull(samples);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(models);
        var name = Path.GetFileNameWithoutExtension(source);
        return new ModelCard
        {
            Name = name,
            Licence = licence,
            Source = FileFacts.Of(source, ModelFile.Read(source)),
            Data = new DataFacts(samples.Count, samples.Sha256(), labels is null ? null : FileFacts.Of(labels, ModelFile.Read(labels))),
            Settings = SettingsOf(options),
            Models = [.. models.Select(model => FormOf(name, model))],
            Tiers = [.. models.SelectMany(model => model.Size.Tiers).Select(TierFacts.Of)],
        };
    }

    /// <summary>File of a form, beside the others of the model.</summary>
    public static string OnnxName(string name, TierRuntime runtime) =>
        $"{name}.{(runtime == TierRuntime.Device ? "device" : "gateway")}.onnx";

    public static string BlobName(string name) => $"{name}.nqm";

    public static string CardName(string name) => $"{name}.card.json";

    private static ModelForm FormOf(string name, TierModel model) => new()
    {
        Runtime = model.Runtime,
        Onnx = FileFacts.Of(OnnxName(name, model.Runtime), model.Onnx),
        Blob = model.Blob is { } blob ? FileFacts.Of(BlobName(name), blob) : null,
        FloatLayers = model.Report.FloatLayers,
        CalibrationSamples = model.Report.CalibrationSamples,
        CalibrationCoverage = model.Report.Coverage,
        WeightBytesBefore = model.Report.BytesBefore,
        WeightBytesAfter = model.Report.BytesAfter,
        SignalToNoiseDb = model.Report.SignalToNoiseDb,
        Agreement = model.Report.Agreement,
        Accuracy = model.Report.Accuracy,
        Warnings = model.Report.Warnings,
    };

    private static SortedDictionary<string, string> SettingsOf(JobOptions options) => new(StringComparer.Ordinal)
    {
        ["method"] = options.Calibration.Method.ToString(),
        ["percentile"] = options.Calibration.Percentile.ToString("R", CultureInfo.InvariantCulture),
        ["samples"] = options.CalibrationSamples.ToString(CultureInfo.InvariantCulture),
        ["budget"] = options.BudgetBytes?.ToString(CultureInfo.InvariantCulture) ?? "of the tier",
        ["per-channel"] = YesNo(options.Quantize.PerChannel),
        ["reduce-range"] = YesNo(options.Quantize.ReduceRange),
        ["equalize"] = YesNo(options.Quantize.Equalize),
        ["bias-correction"] = YesNo(options.Quantize.CorrectBias),
        ["keep-faster"] = YesNo(options.KeepFaster),
        ["exclude"] = string.Join(", ", options.Quantize.Exclude.Order(StringComparer.Ordinal)),
    };

    private static string YesNo(bool value) => value ? "yes" : "no";
}
