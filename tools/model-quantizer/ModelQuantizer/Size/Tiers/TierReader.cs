using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.ModelQuantizer.Size.Operators;

namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>Reads a tier file; every refusal names file, field and cause.</summary>
public static class TierReader
{
    private const long MostBytes = 1 << 20;

    /// <exception cref="ModelException">The file is missing or is no tier with a section about inference.</exception>
    public static HardwareTier Load(string path)
    {
        if (new FileInfo(path) is { Exists: true, Length: > MostBytes })
        {
            throw new ModelException(path, "this is no tier file: it is larger than 1 MB");
        }

        return Parse(ModelFile.Read(path), path);
    }

    /// <exception cref="ModelException">Not a tier with a section about inference.</exception>
    public static HardwareTier Parse(ReadOnlyMemory<byte> json, string path)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = new TierField(path, "", document.RootElement);
            var inference = root["inference"];
            return new HardwareTier
            {
                Name = root["tier"].Text(),
                Title = root["name"].Text(),
                Runtime = inference["runtime"].Text() switch
                {
                    "device" => TierRuntime.Device,
                    "onnxruntime" => TierRuntime.OnnxRuntime,
                    var other => throw inference["runtime"].Wrong($"'{other}' is neither device nor onnxruntime"),
                },
                Without = inference.Find("without")?.Text(),
                FlashBytes = Figure(root["budgets"]["modelFlashBytes"], "bytes"),
                RamBytes = Figure(root["budgets"]["arenaBytes"], "bytes"),
                LatencyMs = Figure(inference["latencyMs"], "ms"),
                SessionBytes = inference.Find("sessionBytes") is { } session ? Figure(session, "bytes") : null,
                Costs = Costs(inference["operators"]),
                FloatCosts = inference.Find("floatOperators") is { } floats ? Costs(floats) : [],
                File = path,
            };
        }
        catch (JsonException exception)
        {
            throw new ModelException(
                path, $"line {exception.LineNumber + 1}: this is no JSON: {exception.Message.Split(". ")[0]}", exception);
        }
    }

    private static TierFigure Figure(TierField field, string unit) => new(field[unit].Number(0), field["provenance"].Text());

    private static Dictionary<OperatorKind, OperatorCost> Costs(TierField operators)
    {
        var costs = new Dictionary<OperatorKind, OperatorCost>();
        foreach (var (name, field) in operators.Fields())
        {
            var kind = Enum.GetValues<OperatorKind>().Where(kind => NameOf(kind) == name).ToArray();
            if (kind.Length == 0)
            {
                throw field.Wrong($"there is no such kind of operator: {string.Join(", ", Enum.GetValues<OperatorKind>().Select(NameOf))}");
            }

            costs[kind[0]] = new OperatorCost(
                Interval(field["workNs"]), Interval(field["outputNs"]), Interval(field["callNs"]), field["provenance"].Text());
        }

        return costs.Count > 0 ? costs : throw operators.Wrong("no kind of operator has costs");
    }

    /// <summary>As tier files write a kind: "fullyConnected".</summary>
    public static string NameOf(OperatorKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static CostInterval Interval(TierField field)
    {
        var low = field["low"].Number(0);
        return new CostInterval(low, field["high"].Number(low));
    }
}
