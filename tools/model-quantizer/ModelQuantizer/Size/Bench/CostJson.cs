using System.Collections.Generic;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Size.Bench;

/// <summary>Costs as the section "operators" of a tier file.</summary>
public static class CostJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NumberHandling = JsonNumberHandling.Strict,
    };

    public static string Write(IReadOnlyDictionary<OperatorKind, OperatorCost> costs)
    {
        var byName = costs.OrderBy(cost => cost.Key).ToDictionary(cost => TierReader.NameOf(cost.Key), cost => cost.Value);
        return JsonSerializer.Serialize(byName, Options);
    }
}
