using System.Collections.Generic;
using System.IO;
using System.Text.Json;

namespace Stethos.Benchmarks.Kit;

/// <summary>Prints figures as they come and keeps them.</summary>
internal sealed class Report(TextWriter output)
{
    private readonly List<Figure> _figures = [];

    /// <summary>A figure of several rounds.</summary>
    public void Add(string name, Spread value, string unit, Goal? goal = null) =>
        Add(new Figure(name, value, unit, goal, HasRounds: true));

    /// <summary>A figure that was taken once.</summary>
    public void Add(string name, double value, string unit, Goal? goal = null) =>
        Add(new Figure(name, new Spread(value, value, value), unit, goal, HasRounds: false));

    public void WriteJson(string path)
    {
        using var file = File.Create(path);
        using var json = new Utf8JsonWriter(file, new JsonWriterOptions { Indented = true });
        json.WriteStartArray();
        foreach (var figure in _figures)
        {
            json.WriteStartObject();
            json.WriteString("name", figure.Name);
            json.WriteNumber("value", figure.Value.Median);
            json.WriteNumber("min", figure.Value.Min);
            json.WriteNumber("max", figure.Value.Max);
            json.WriteString("unit", figure.Unit);
            json.WriteString("goal", figure.Goal?.ToString());
            json.WriteString("verdict", figure.Verdict);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private void Add(Figure figure)
    {
        _figures.Add(figure);
        output.WriteLine(figure);
    }
}
