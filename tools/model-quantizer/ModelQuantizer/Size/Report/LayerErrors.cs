using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Stethos.ModelQuantizer.Size.Report;

/// <summary>
/// Reads measured errors by layer: what `quantize --sensitivity --json` prints (its list "sensitivity"), an object of numbers by name, or
/// a list "layers" of objects with a "name" (or "node", "layer", "tensor") and a number "error" (or "signalToNoiseDb", "sqnrDb", "sqnr").
/// </summary>
public static class LayerErrors
{
    private static readonly string[] Names = ["name", "node", "layer", "tensor"];
    private static readonly string[] Figures = ["error", "signalToNoiseDb", "sqnrDb", "sqnr"];

    /// <exception cref="ModelException">The file is missing or holds no errors.</exception>
    public static IReadOnlyDictionary<string, double> Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path));
            var errors = new Dictionary<string, double>(StringComparer.Ordinal);
            Collect(document.RootElement, errors);
            return errors.Count > 0 ? errors : throw new ModelException(path, "layers: there are no errors by layer");
        }
        catch (JsonException exception)
        {
            var problem = $"line {exception.LineNumber + 1}: this is no JSON: {exception.Message.Split(". ")[0]}";
            throw new ModelException(path, problem, exception);
        }
    }

    private static void Collect(JsonElement root, Dictionary<string, double> errors)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return;
        }

        var isPlain = root.EnumerateObject().Any() && root.EnumerateObject().All(field => field.Value.ValueKind == JsonValueKind.Number);
        foreach (var field in root.EnumerateObject())
        {
            if (isPlain)
            {
                errors[field.Name] = field.Value.GetDouble();
            }
            else if ((field.NameEquals("layers") || field.NameEquals("sensitivity")) && field.Value.ValueKind == JsonValueKind.Array)
            {
                CollectList(field.Value, errors);
            }
            else if (field.Value.ValueKind == JsonValueKind.Object && (field.NameEquals("layers") || field.NameEquals("report")))
            {
                Collect(field.Value, errors);
            }
        }
    }

    private static void CollectList(JsonElement list, Dictionary<string, double> errors)
    {
        foreach (var layer in list.EnumerateArray().Where(layer => layer.ValueKind == JsonValueKind.Object))
        {
            var name = Find(layer, Names, JsonValueKind.String);
            var figure = Find(layer, Figures, JsonValueKind.Number);
            if (name is { } text && figure is { } number)
            {
                errors[text.GetString()!] = number.GetDouble();
            }
        }
    }

    private static JsonElement? Find(JsonElement element, string[] names, JsonValueKind kind)
    {
        foreach (var name in names)
        {
            if (element.TryGetProperty(name, out var value) && value.ValueKind == kind)
            {
                return value;
            }
        }

        return null;
    }
}
