using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>
/// Runs a float model over samples in ONNX Runtime, node by node as written, and keeps statistics of every tensor: extremes, a histogram
/// when the method needs one, means per channel. Tensors are done in groups, so that memory stays bounded.
/// </summary>
public static class Calibrator
{
    /// <param name="graph">Normalised.</param>
    /// <param name="samples">At least one.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">There is no sample, one does not fit, or a value is not finite.</exception>
    public static CalibrationResult Run(ModelGraph graph, ISampleSource samples, CalibrationOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(samples);
        options ??= new CalibrationOptions();
        if (samples.Count == 0)
        {
            throw new ModelException(graph.Provenance.File, "there are no calibration samples");
        }

        var withHistogram = options.Method != CalibrationMethod.MinMax;
        var statistics = new Dictionary<string, TensorStatistics>(StringComparer.Ordinal);
        var groups = Groups(graph, options.MaxBytes);
        for (var i = 0; i < groups.Count; i++)
        {
            var seen = groups[i].ConvertAll(tensor => new TensorStatistics(tensor.Name, withHistogram));
            Pass(graph, samples, groups[i], seen, done => options.Progress?.Invoke(done, samples.Count * groups.Count));
            seen.ForEach(tensor => statistics.Add(tensor.Name, tensor));
        }

        return new CalibrationResult(options, statistics, samples.Count);
    }

    private static void Pass(
        ModelGraph graph, ISampleSource samples, List<Tensor> tensors, List<TensorStatistics> seen, Action<int> progress)
    {
        using var runner = new GraphRunner(Showing(graph, tensors), OptimizationLevel.None);
        var inputs = graph.Inputs.ToList();
        for (var index = 0; index < samples.Count; index++)
        {
            var sample = samples.Read(index);
            var results = runner.Run(sample);
            var place = 0;
            for (var i = 0; i < tensors.Count; i++)
            {
                var input = inputs.IndexOf(tensors[i]);
                var data = input >= 0 ? sample[input] : results[place++];
                var values = data.Span<float>();
                if (FirstNotFinite(values) is { } bad)
                {
                    throw new ModelException(graph.Provenance.File, $"{samples.NameOf(index)} gives {bad} in '{tensors[i].Name}'");
                }

                var channels = data.Shape.Rank >= 2 && data.Shape[0].Value == 1 ? data.Shape[1].Value : 0;
                seen[i].Add(values, index >= (samples.Count + 1) / 2, channels);
            }

            progress(index + 1);
        }
    }

    private static float? FirstNotFinite(ReadOnlySpan<float> values)
    {
        foreach (var value in values)
        {
            if (!float.IsFinite(value))
            {
                return value;
            }
        }

        return null;
    }

    // Graph inputs are known without running. The first output is kept when nothing else is asked for.
    private static ModelGraph Showing(ModelGraph graph, List<Tensor> tensors)
    {
        var names = tensors.Where(tensor => !graph.IsInput(tensor)).Select(tensor => tensor.Name).ToList();
        return GraphOutputs.With(graph, names.Count > 0 ? names : [graph.Outputs[0].Name]);
    }

    private static List<List<Tensor>> Groups(ModelGraph graph, long maxBytes)
    {
        var groups = new List<List<Tensor>> { new() };
        long bytes = 0;
        var made = graph.Inputs.Concat(graph.Order().SelectMany(node => node.Outputs.OfType<Tensor>()));
        foreach (var tensor in made.Where(tensor => tensor.Type == ElementType.Float && tensor.KnownShape.ElementCount > 0))
        {
            var size = tensor.KnownShape.ElementCount * sizeof(float);
            if (bytes + size > maxBytes && groups[^1].Count > 0)
            {
                groups.Add([]);
                bytes = 0;
            }

            groups[^1].Add(tensor);
            bytes += size;
        }

        return groups;
    }
}
