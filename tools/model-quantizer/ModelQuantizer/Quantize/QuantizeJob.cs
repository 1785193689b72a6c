using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Fit;
using Stethos.ModelQuantizer.Graph;
using Stethos.ModelQuantizer.Normalise;
using Stethos.ModelQuantizer.Passes;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>From a float model and data to a quantized model and a report: all steps in their order.</summary>
public sealed class QuantizeJob
{
    private const int MeasuredSamples = 32;
    private readonly ModelGraph _original;
    private readonly ISampleSource? _samples;
    private readonly JobOptions _options;
    private readonly List<string> _warnings = [];
    private JobReport _report;

    private QuantizeJob(ModelGraph prepared, ISampleSource? samples, JobOptions options)
    {
        (_original, _samples, _options) = (prepared, samples, options);
        _report = new JobReport { Model = prepared.Provenance.File, BytesBefore = 0, BytesAfter = 0, Layers = [], FloatLayers = [] };
    }

    /// <summary>The model in the form the job works on; its inputs have the shapes that samples must have.</summary>
    public static ModelGraph Prepare(ModelGraph source, JobOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return FloatForm.Prepare(source, new NormaliseOptions { Dimensions = options.Dimensions }, options.Decode);
    }

    /// <param name="prepared">From <see cref="Prepare"/>.</param>
    /// <param name="samples">Null for modes without calibration.</param>
    /// <param name="labels">The same samples with classes; null when there are none.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">Something does not fit.</exception>
    public static (ModelGraph Graph, JobReport Report) Run(
        ModelGraph prepared, ISampleSource? samples, LabelledSet? labels = null, JobOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(prepared);
        options ??= new JobOptions();
        var job = new QuantizeJob(prepared, samples, options);
        var graph = options.Mode switch
        {
            QuantizeMode.Static => job.Static(),
            QuantizeMode.Dynamic => job.Plain(WeightQuantizer.Dynamic(prepared, options.Quantize.Exclude)),
            _ => job.Plain(WeightQuantizer.WeightsOnly(prepared, options.Bits, options.Quantize.Exclude)),
        };
        job.Check(graph, labels);
        if (options.KeepFaster && job._report is { Whole.IsSlower: true, Layers.Count: > 0 })
        {
            return job.LeftFloat(labels);
        }

        graph = options.OpenBatch is { } name && !options.Quantize.IntegerOnly ? job.Opened(graph, name) : graph;
        return (graph, job._report with { Warnings = job._warnings });
    }

    // Layers that gain alone may lose together: what turns numbers into codes and back costs, too.
    private (ModelGraph Graph, JobReport Report) LeftFloat(LabelledSet? labels)
    {
        var all = WeightedLayer.AllOf(_original).Select(layer => layer.Node.Name).ToHashSet();
        var (graph, report) = Run(_original, _samples, labels, _options with
        {
            KeepFaster = false,
            Quantize = _options.Quantize with { Exclude = all },
        });
        string[] warning = ["as a whole it is slower in codes on this machine, with some layers in float, too: all stay float"];
        return (graph, report with { Speed = _report.Speed, Warnings = [.. report.Warnings, .. warning] });
    }

    // The largest of the outputs says nothing where the model gives its input back, as autoencoders do.
    private bool HasClasses => !_original.Outputs[0].KnownShape.Equals(_original.Inputs[0].KnownShape);

    private ModelGraph Opened(ModelGraph graph, string name)
    {
        if (_samples is { Count: > 0 } samples && OpenBatch.Of(graph, name, samples.Read(0), samples.Read(samples.Count - 1)) is { } open)
        {
            return open;
        }

        _warnings.Add($"the model takes one sample at a time now: that dimension '{name}' may stay open could not be shown");
        return graph;
    }

    private ModelGraph Static()
    {
        var samples = _samples ?? throw new ModelException(_original.Provenance.File, "calibration needs samples: give them with --data");
        var graph = _original.Clone();
        var options = _options.Quantize;
        var pairs = 0;
        var chosen = SampleSet.Spread(samples, _options.CalibrationSamples);
        if (options is { IntegerOnly: true, Activations: ElementType.Int16 })
        {
            _warnings.Add("the firmware computes with codes of 8 bits: no board of ours runs activations of 16 bits");
        }

        var calibration = Calibrate(graph, chosen);
        if (options.Equalize)
        {
            (graph, calibration, pairs, var warning) = EqualizedForm.Of(
                graph, calibration, SampleSet.Spread(samples, MeasuredSamples), options, equalized => Calibrate(equalized, chosen));
            _warnings.AddRange(warning is null ? [] : [warning]);
        }

        _warnings.AddRange(calibration.Warnings);
        _report = _report with
        {
            CalibrationSamples = chosen.Count,
            Coverage = double.IsNaN(calibration.Coverage) ? null : calibration.Coverage,
            EqualizedPairs = pairs,
        };
        options = Choose(graph, calibration, options);
        var result = StaticQuantizer.Run(graph, calibration, options);
        return Shrink(Plain(result), chosen);
    }

    private CalibrationResult Calibrate(ModelGraph graph, SampleSet samples) =>
        Calibrator.Run(graph, samples, _options.Calibration with { Progress = Stage("calibrating") });

    // Which layers stay float and with how many bits the others are stored.
    private QuantizeOptions Choose(ModelGraph graph, CalibrationResult calibration, QuantizeOptions options)
    {
        if (_options.KeepFaster)
        {
            var speed = SpeedCheck.Run(graph, calibration, options);
            var slower = speed.Where(layer => layer.IsSlower).Select(layer => layer.Layer);
            options = options with { Exclude = options.Exclude.Concat(slower).ToHashSet() };
            _report = _report with { Speed = speed };
        }

        if (!_options.WithSensitivity && _options.BudgetBytes is null)
        {
            return options;
        }

        var sensitivity = new Sensitivity(
            graph, calibration, SampleSet.Spread(_samples!, _options.SensitivitySamples), options);
        if (_options.WithSensitivity)
        {
            _report = _report with { Sensitivity = sensitivity.Run([8], Stage("measuring each layer")) };
        }

        if (_options.BudgetBytes is { } budget)
        {
            var curve = MixedPrecision.Search(sensitivity, budget, options, Stage("searching bits for each layer"));
            _report = _report with { TradeOff = curve };
            options = MixedPrecision.Apply(options, curve[^1].Bits);
        }

        return options;
    }

    private ModelGraph Plain(QuantizeResult result)
    {
        _report = _report with
        {
            Layers = result.Layers,
            FloatLayers = result.FloatLayers,
            RemovedClamps = result.RemovedClamps,
            RepairedBiases = result.RepairedBiases,
        };
        return result.Graph;
    }

    // Only with a proof; gateways like their channels in sixteens.
    private ModelGraph Shrink(ModelGraph graph, SampleSet samples)
    {
        var few = SampleSet.Spread(samples, MeasuredSamples);
        var codes = Enumerable.Range(0, few.Count).Select(i => OrtModelRunner.Encode(graph, few.Read(i))).ToList();
        var (smaller, difference) = LosslessPasses.RunProven(graph, _options.Quantize.IntegerOnly ? 1 : 16, codes);
        if (difference != 0)
        {
            _warnings.Add("removing dead channels would have changed a result: they were kept");
            return graph;
        }

        _report = _report with { DeadChannels = smaller.DeadChannels.Values.Sum() };
        return smaller.Graph;
    }

    private void Check(ModelGraph graph, LabelledSet? labels)
    {
        var fusion = FusionReport.Of(graph);
        _report = _report with
        {
            BytesBefore = LosslessPasses.Bytes(_original),
            BytesAfter = LosslessPasses.Bytes(graph),
            Fusion = fusion.Summary,
            NotFused = fusion.Reasons,
            Whole = _options.Quantize.IntegerOnly ? null : SpeedCheck.Whole(_original, graph),
        };
        if (_samples is null)
        {
            return;
        }

        using var reference = new OrtModelRunner("float", _original);
        using var quantized = new OrtModelRunner("quantized", graph);
        var same = AccuracyGate.Compare(reference, quantized, _samples);
        _report = _report with
        {
            SignalToNoiseDb = double.IsFinite(same.SignalToNoiseDb) ? same.SignalToNoiseDb : null,
            Agreement = HasClasses ? same.Agreement : null,
            AgreementRange = HasClasses ? same.AgreementRange : null,
        };
        if (labels is not null)
        {
            List<IModelRunner> runners = [reference, quantized];
            if (_options.Quantize.IntegerOnly && _options.Mode == QuantizeMode.Static && Device(graph) is { } device)
            {
                runners.Add(device);
            }

            _report = _report with { Accuracy = AccuracyGate.Run(runners, labels, Stage("comparing")) };
        }
    }

    // What the firmware computes; a model that it cannot run is still a model for others.
    private DeviceModelRunner? Device(ModelGraph graph)
    {
        try
        {
            return new DeviceModelRunner("device", graph);
        }
        catch (ModelException exception)
        {
            _warnings.Add($"the firmware cannot run it: {exception.Message}");
            return null;
        }
    }

    private Action<int, int>? Stage(string name) =>
        _options.Progress is { } progress ? (done, all) => progress(name, done, all) : null;
}
