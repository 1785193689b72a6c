using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>
/// Figures that a device reported: a JSON list of objects with "kind" (as in tier files), "work" (products, or elements a pool reads),
/// "outputs" (elements) and "nanoseconds" of one run.
/// </summary>
public static class FigureFile
{
    /// <exception cref="ModelException">The file is missing or holds something else; says which entry and field.</exception>
    public static IReadOnlyList<CostSample> Load(string path)
    {
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path));
            if (document.RootElement.ValueKind != JsonValueKind.Array || document.RootElement.GetArrayLength() == 0)
            {
                throw new ModelException(path, "/: is no list of figures, or an empty one");
            }

            return [.. document.RootElement.EnumerateArray().Select((entry, i) => Read(new TierField(path, $"{i}", entry)))];
        }
        catch (JsonException exception)
        {
            var problem = $"line {exception.LineNumber + 1}: this is no JSON: {exception.Message.Split(". ")[0]}";
            throw new ModelException(path, problem, exception);
        }
    }

    private static CostSample Read(TierField field)
    {
        var name = field["kind"].Text();
        var kinds = System.Enum.GetValues<OperatorKind>();
        var kind = kinds.Where(kind => TierReader.NameOf(kind) == name).ToArray();
        if (kind.Length == 0)
        {
            throw field["kind"].Wrong($"there is no kind of operator {name}: {string.Join(", ", kinds.Select(TierReader.NameOf))}");
        }

        var nanoseconds = field["nanoseconds"].Number(0);
        return nanoseconds > 0
            ? new CostSample(kind[0], field["work"].Number(0), field["outputs"].Number(0), nanoseconds)
            : throw field["nanoseconds"].Wrong("must be more than 0");
    }
}
