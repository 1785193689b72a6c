using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Accuracy;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;
using Stethos.OnnxRuntime;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Measures the model's output with some layers quantized against the float model, whose outputs are computed once.</summary>
public sealed class Sensitivity
{
    private readonly ModelGraph _prepared;
    private readonly CalibrationResult _calibration;
    private readonly ISampleSource _samples;
    private readonly QuantizeOptions _options;
    private readonly List<float[]> _reference = [];

    /// <param name="prepared">From <see cref="FloatForm"/>.</param>
    /// <param name="calibration">Of the same graph.</param>
    /// <param name="samples">Few are enough: 16 to 64.</param>
    /// <param name="options">Settings for all layers.</param>
    public Sensitivity(ModelGraph prepared, CalibrationResult calibration, ISampleSource samples, QuantizeOptions options)
    {
        ArgumentNullException.ThrowIfNull(samples);
        (_prepared, _calibration, _samples, _options) = (prepared, calibration, samples, options);
        Layers = WeightedLayer.AllOf(prepared);
        using var runner = new OrtModelRunner("float", prepared, OptimizationLevel.Basic);
        for (var i = 0; i < samples.Count; i++)
        {
            _reference.Add(runner.Run(samples.Read(i)));
        }
    }

    /// <summary>Layers with weights, in the order of the model.</summary>
    public IReadOnlyList<WeightedLayer> Layers { get; }

    /// <summary>Each layer alone, with each number of bits.</summary>
    /// <param name="bits">8, 4 or both.</param>
    /// <param name="progress">Told after each measurement how many are done, and of how many; null for nobody.</param>
    public IReadOnlyList<LayerSensitivity> Run(IReadOnlyList<int> bits, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(bits);
        var results = new List<LayerSensitivity>();
        foreach (var layer in Layers.Where(layer => !_options.Exclude.Contains(layer.Node.Name)))
        {
            foreach (var count in bits)
            {
                var name = layer.Node.Name;
                var alone = _options with
                {
                    IntegerOnly = false,
                    Only = new HashSet<string> { name },
                    WeightBits = new Dictionary<string, int> { [name] = count },
                };
                results.Add(new LayerSensitivity(name, layer.Node.Op, count, layer.BytesWith(count), NoiseOf(alone)));
                progress?.Invoke(results.Count, Layers.Count * bits.Count);
            }
        }

        return results;
    }

    /// <summary>Noise of the model's output over its signal with these settings.</summary>
    public double NoiseOf(QuantizeOptions options)
    {
        using var runner = new OrtModelRunner(
            "codes", StaticQuantizer.Run(_prepared, _calibration, options).Graph, OptimizationLevel.Basic);
        var (signal, noise) = (0d, 0d);
        for (var i = 0; i < _samples.Count; i++)
        {
            var output = runner.Run(_samples.Read(i));
            for (var k = 0; k < output.Length; k++)
            {
                var difference = (double)output[k] - _reference[i][k];
                signal += (double)_reference[i][k] * _reference[i][k];
                noise += difference * difference;
            }
        }

        return signal > 0 ? noise / signal : noise;
    }
}
