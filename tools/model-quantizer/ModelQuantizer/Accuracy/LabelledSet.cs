using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Calibrate;

namespace Stethos.ModelQuantizer.Accuracy;

/// <summary>Samples and the class of each.</summary>
/// <param name="Samples">The inputs.</param>
/// <param name="Labels">A class number for each sample.</param>
public sealed record LabelledSet(ISampleSource Samples, IReadOnlyList<int> Labels)
{
    /// <summary>
    /// Labels from a text file: lines of "name,…,class" found by the sample's file name without extension (the last number of the line is
    /// the class), or one class per line in the order of the samples.
    /// </summary>
    /// <exception cref="ModelException">Unreadable, or a sample has no label.</exception>
    public static LabelledSet Load(ISampleSource samples, string path)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var lines = ReadLines(path);
        var byName = lines.Exists(line => line.Contains(',', StringComparison.Ordinal));
        if (!byName && lines.Count != samples.Count)
        {
            throw new ModelException(path, $"{lines.Count} labels for {samples.Count} samples");
        }

        var named = new Dictionary<string, int>(StringComparer.Ordinal);
        var labels = new List<int>();
        for (var i = 0; byName && i < lines.Count; i++)
        {
            var fields = lines[i].Split(',');
            named[Path.GetFileNameWithoutExtension(fields[0].Trim())] = Number(path, i, fields[^1]);
        }

        for (var i = 0; i < samples.Count; i++)
        {
            var name = Path.GetFileNameWithoutExtension(samples.NameOf(i));
            labels.Add(!byName ? Number(path, i, lines[i])
                : named.TryGetValue(name, out var label) ? label : throw new ModelException(path, $"there is no label for '{name}'"));
        }

        return new LabelledSet(samples, labels);
    }

    /// <summary>At most that many samples with their classes, spread evenly.</summary>
    public LabelledSet Spread(int most)
    {
        var count = Math.Min(most, Samples.Count);
        return new LabelledSet(
            SampleSet.Spread(Samples, most), [.. Enumerable.Range(0, count).Select(i => Labels[(int)((long)i * Samples.Count / count)])]);
    }

    private static List<string> ReadLines(string path)
    {
        try
        {
            return [.. File.ReadLines(path).Where(line => line.Trim().Length > 0)];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, $"the labels cannot be read: {exception.Message}", exception);
        }
    }

    private static int Number(string path, int line, string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ModelException(path, $"line {line + 1}: '{text}' is no class number");
}
