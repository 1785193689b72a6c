using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>One sample per line, numbers between commas; a first line without numbers is a header.</summary>
internal sealed class CsvFile : ISampleFile
{
    private readonly List<float[]> _rows = [];

    public CsvFile(string path, int elements)
    {
        Path = path;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            if (line.Trim().Length == 0)
            {
                continue;
            }

            var values = line.Split(',').Select(Parse).ToArray();
            if (number == 1 && Array.TrueForAll(values, value => value is null))
            {
                continue;
            }

            if (values.Length != elements || Array.Exists(values, value => value is null))
            {
                var wrong = values.Length != elements
                    ? $"{values.Length} fields, the model's input has {elements}"
                    : "a field is no number";
                throw new ModelException(path, $"line {number}: {wrong}");
            }

            _rows.Add([.. values.Select(value => value!.Value)]);
        }
    }

    public string Path { get; }

    public int Count => _rows.Count;

    public float[] Read(int row) => [.. _rows[row]];

    private static float? Parse(string text) =>
        float.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : null;
}
