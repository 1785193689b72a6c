using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>A place in a tier file that knows its name.</summary>
internal sealed class TierField(string file, string path, JsonElement element)
{
    /// <exception cref="ModelException">It is not there.</exception>
    public TierField this[string name] => Find(name) ?? throw new ModelException(file, $"{Join(name)}: is missing");

    public TierField? Find(string name)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            throw Wrong($"is {element.ValueKind}, not an object");
        }

        return element.TryGetProperty(name, out var value) ? new TierField(file, Join(name), value) : null;
    }

    public IEnumerable<(string Name, TierField Field)> Fields() => element.ValueKind == JsonValueKind.Object
        ? element.EnumerateObject().Select(field => (field.Name, new TierField(file, Join(field.Name), field.Value)))
        : throw Wrong($"is {element.ValueKind}, not an object");

    public string Text() => element.ValueKind == JsonValueKind.String && element.GetString() is { Length: > 0 } text
        ? text
        : throw Wrong("is no text, or an empty one");

    /// <exception cref="ModelException">No number, or less than the least.</exception>
    public double Number(double least)
    {
        if (element.ValueKind != JsonValueKind.Number || !element.TryGetDouble(out var number) || !double.IsFinite(number))
        {
            throw Wrong($"is {element.ValueKind}, not a number");
        }

        return number >= least ? number : throw Wrong($"{element.GetRawText()} is less than {least:0.###}");
    }

    public ModelException Wrong(string problem) => new(file, $"{(path.Length == 0 ? "/" : path)}: {problem}");

    private string Join(string name) => path.Length == 0 ? name : $"{path}/{name}";
}
