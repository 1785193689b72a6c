using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>Compares ways of computing a model, the first being the reference, on labelled data or on plain samples.</summary>
public static class AccuracyGate
{
    /// <param name="runners">The float model first.</param>
    /// <param name="set">At least one sample.</param>
    /// <param name="progress">Told after each sample how many are done; null for nobody.</param>
    /// <exception cref="ModelException">A label is no class of the model, or a sample does not fit.</exception>
    public static IReadOnlyList<RunnerAccuracy> Run(
        IReadOnlyList<IModelRunner> runners, LabelledSet set, Action<int, int>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(runners);
        ArgumentNullException.ThrowIfNull(set);
        var answers = runners.Select(_ => new int[set.Samples.Count]).ToArray();
        var classes = 0;
        for (var i = 0; i < set.Samples.Count; i++)
        {
            var sample = set.Samples.Read(i);
            for (var runner = 0; runner < runners.Count; runner++)
            {
                var output = runners[runner].Run(sample);
                classes = Math.Max(classes, output.Length);
                answers[runner][i] = LargestOf(output);
            }

            if (set.Labels[i] < 0 || set.Labels[i] >= classes)
            {
                throw new ModelException(set.Samples.NameOf(i), $"the label {set.Labels[i]} is no class: the model has {classes}");
            }

            progress?.Invoke(i + 1, set.Samples.Count);
        }

        return [.. runners.Select((runner, i) => Count(runner.Name, set.Labels, answers[0], answers[i], classes))];
    }

    /// <summary>Without labels: signal to quantization noise of the outputs in dB, and agreement of the largest output.</summary>
    public static OutputComparison Compare(IModelRunner reference, IModelRunner other, ISampleSource samples)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(samples);
        var (signal, noise, agreeing, largest) = (0d, 0d, 0, 0d);
        for (var i = 0; i < samples.Count; i++)
        {
            var sample = samples.Read(i);
            var (first, second) = (reference.Run(sample), other.Run(sample));
            for (var k = 0; k < first.Length; k++)
            {
                var difference = (double)first[k] - second[k];
                signal += (double)first[k] * first[k];
                noise += difference * difference;
                largest = Math.Max(largest, Math.Abs(difference));
            }

            agreeing += LargestOf(first) == LargestOf(second) ? 1 : 0;
        }

        return new OutputComparison(samples.Count, signal, noise, largest, agreeing);
    }

    internal static int LargestOf(float[] values)
    {
        var best = 0;
        for (var i = 1; i < values.Length; i++)
        {
            best = values[i] > values[best] ? i : best;
        }

        return best;
    }

    private static RunnerAccuracy Count(string name, IReadOnlyList<int> labels, int[] reference, int[] answers, int classes)
    {
        var confusion = Enumerable.Range(0, classes).Select(_ => new int[classes]).ToArray();
        var (correct, agreeing, onlyFirst, onlyThis) = (0, 0, 0, 0);
        for (var i = 0; i < labels.Count; i++)
        {
            var (label, answer) = (labels[i], answers[i]);
            confusion[label][answer]++;
            correct += answer == label ? 1 : 0;
            agreeing += answer == reference[i] ? 1 : 0;
            onlyFirst += reference[i] == label && answer != label ? 1 : 0;
            onlyThis += reference[i] != label && answer == label ? 1 : 0;
        }

        return new RunnerAccuracy
        {
            Name = name,
            Samples = labels.Count,
            Correct = correct,
            Confusion = confusion,
            Agreeing = agreeing,
            OnlyFirst = onlyFirst,
            OnlyThis = onlyThis,
        };
    }
}
