using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>
/// Searches bits for every layer so that the weights fit a number of bytes at least loss. From all float, the step that adds least noise
/// for each byte it saves is taken again and again; when the model fits, steps that turn out not to be needed are taken back.
/// </summary>
public static class MixedPrecision
{
    private const int MostMeasured = 12;
    private static readonly int[] Levels = [32, 8, 4];

    /// <param name="sensitivity">Of the model.</param>
    /// <param name="budgetBytes">Most bytes of weights, scales and biases.</param>
    /// <param name="options">Settings for all layers.</param>
    /// <param name="progress">Told how many measurements are done, and of how many; null for nobody.</param>
    /// <returns>The trade-off curve from most to fewest bytes; the last point is the choice.</returns>
    /// <exception cref="ModelException">The budget cannot be met.</exception>
    public static IReadOnlyList<TradeOffPoint> Search(
        Sensitivity sensitivity, long budgetBytes, QuantizeOptions options, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(sensitivity);
        ArgumentNullException.ThrowIfNull(options);
        var noise = sensitivity.Run([8, 4], progress).ToDictionary(layer => (layer.Layer, layer.Bits), layer => layer.NoiseShare);
        var bits = sensitivity.Layers.ToDictionary(layer => layer.Node.Name, _ => 32);
        var path = new List<Dictionary<string, int>> { new(bits) };
        var steps = new Stack<(string Layer, int From)>();
        while (Bytes(sensitivity, bits) > budgetBytes)
        {
            var step = Steps(sensitivity, bits, noise).OrderBy(step => step.Price).FirstOrDefault();
            if (step.Layer is null)
            {
                var least = Bytes(sensitivity, bits).ToString("N0", CultureInfo.InvariantCulture);
                throw new ModelException(
                    "budget", $"the weights take at least {least} bytes, even with 4 bits: a smaller network is needed");
            }

            steps.Push((step.Layer, bits[step.Layer]));
            bits[step.Layer] = step.To;
            path.Add(new Dictionary<string, int>(bits));
        }

        if (TakeBack(sensitivity, bits, steps, budgetBytes))
        {
            path.Add(new Dictionary<string, int>(bits));
        }

        return Measure(sensitivity, path, options);
    }

    /// <summary>The settings with a choice applied.</summary>
    public static QuantizeOptions Apply(QuantizeOptions options, IReadOnlyDictionary<string, int> bits)
    {
        ArgumentNullException.ThrowIfNull(options);
        return options with
        {
            Exclude = options.Exclude.Concat(bits.Where(pair => pair.Value == 32).Select(pair => pair.Key)).ToHashSet(),
            WeightBits = bits.Where(pair => pair.Value < 32).ToDictionary(pair => pair.Key, pair => pair.Value),
        };
    }

    private static IEnumerable<(string Layer, int To, double Price)> Steps(
        Sensitivity sensitivity, Dictionary<string, int> bits, Dictionary<(string Layer, int Bits), double> noise)
    {
        foreach (var layer in sensitivity.Layers)
        {
            var name = layer.Node.Name;
            foreach (var to in Levels.Where(level => level < bits[name] && noise.ContainsKey((name, level))))
            {
                var saved = layer.BytesWith(bits[name]) - layer.BytesWith(to);
                var added = noise[(name, to)] - (bits[name] == 32 ? 0 : noise[(name, bits[name])]);
                if (saved > 0)
                {
                    yield return (name, to, Math.Max(added, 0) / saved);
                }
            }
        }
    }

    // The last steps may have saved more than was needed.
    private static bool TakeBack(
        Sensitivity sensitivity, Dictionary<string, int> bits, Stack<(string Layer, int From)> steps, long budgetBytes)
    {
        var changed = false;
        foreach (var (layer, from) in steps.Skip(1))
        {
            var present = bits[layer];
            bits[layer] = from;
            if (from <= present || Bytes(sensitivity, bits) > budgetBytes)
            {
                bits[layer] = present;
            }
            else
            {
                changed = true;
            }
        }

        return changed;
    }

    private static long Bytes(Sensitivity sensitivity, Dictionary<string, int> bits) =>
        sensitivity.Layers.Sum(layer => layer.BytesWith(bits[layer.Node.Name]));

    // A spread of the path, and always its end.
    private static List<TradeOffPoint> Measure(Sensitivity sensitivity, List<Dictionary<string, int>> path, QuantizeOptions options)
    {
        var stride = Math.Max(1, (path.Count + MostMeasured - 2) / (MostMeasured - 1));
        return
        [
            .. path.Where((_, i) => i == path.Count - 1 || i % stride == 0).Select(bits => new TradeOffPoint(
                bits, Bytes(sensitivity, bits), sensitivity.NoiseOf(Apply(options, bits) with { IntegerOnly = false }))),
        ];
    }
}
