using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json;
using Stethos.Gateway.Domain.Scoring;

namespace Stethos.Gateway.Inference;

/// <summary>
/// Reads <see cref="ModelFacts"/> from a model's metadata and checks them: name, version, inputs, labels and reference
/// (JSON lists), referenceName, raiseAt and clearAt (numbers as text). The contract says whether there is a reference.
/// </summary>
internal sealed class ModelFactsReader(string file, IReadOnlyDictionary<string, string> metadata, InputContract contract)
{
    /// <exception cref="ModelException">A key is missing or not what it must be.</exception>
    public ModelFacts Read()
    {
        var facts = new ModelFacts(
            Text("name"), Text("version"), Inputs(), Labels(), Reference(), contract.HasReference ? Text("referenceName") : "",
            Share("raiseAt"), Share("clearAt"));
        return facts.ClearAt < facts.RaiseAt
            ? facts
            : throw Wrong("clearAt", $"a number below raiseAt ({Show(facts.RaiseAt)})", Show(facts.ClearAt));
    }

    private IReadOnlyList<string> Inputs()
    {
        var names = List<string>("inputs", "a JSON list of names");
        if (names.Length != contract.Names.Count)
        {
            throw Wrong("inputs", $"this gateway's {contract.Names.Count} inputs", $"{names.Length}");
        }

        for (var i = 0; i < names.Length; i++)
        {
            if (names[i] != contract.Names[i])
            {
                throw Wrong("inputs", $"'{contract.Names[i]}' as input {i + 1}", $"'{names[i]}'");
            }
        }

        return names;
    }

    private IReadOnlyList<string> Labels()
    {
        const string wanted = "a JSON list of two or more different names, the healthy one first";
        var labels = List<string>("labels", wanted);
        return labels.Length >= 2 && labels.Distinct().Count() == labels.Length && !labels.Any(string.IsNullOrWhiteSpace)
            ? labels
            : throw Wrong("labels", wanted, metadata["labels"]);
    }

    private IReadOnlyList<float> Reference()
    {
        if (!contract.HasReference)
        {
            return [];
        }

        var values = List<float>("reference", "a JSON list of numbers");
        return values.Length == contract.Width && values.All(float.IsFinite)
            ? values
            : throw Wrong("reference", $"{contract.Width} finite numbers, one for each input", $"{values.Length} numbers");
    }

    private double Share(string key)
    {
        var text = Text(key);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and <= 1
            ? value
            : throw Wrong(key, "a number above 0, at most 1", $"'{text}'");
    }

    private T[] List<T>(string key, string wanted)
    {
        var text = Text(key);
        try
        {
            return JsonSerializer.Deserialize<T[]>(text) is { } list && !list.Any(item => item is null)
                ? list
                : throw Wrong(key, wanted, text);
        }
        catch (JsonException wrong)
        {
            throw new ModelException($"{file}: metadata '{key}' must have {wanted}, but has {text}", wrong);
        }
    }

    private string Text(string key) =>
        metadata.TryGetValue(key, out var text) && !string.IsNullOrWhiteSpace(text)
            ? text
            : throw new ModelException($"{file}: metadata '{key}' is missing; the model was not made for this gateway");

    private ModelException Wrong(string key, string wanted, string found) =>
        new($"{file}: metadata '{key}' must have {wanted}, but has {found}");

    private static string Show(double value) => value.ToString(CultureInfo.InvariantCulture);
}
