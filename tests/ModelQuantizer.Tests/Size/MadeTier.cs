using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Tests.Size;

/// <summary>A tier with round figures: 1 µs per product, 2 µs per result, nothing per run.</summary>
internal static class MadeTier
{
    public static HardwareTier Of(
        double flash = 1e9,
        double ram = 1e9,
        double ms = 1e9,
        TierRuntime runtime = TierRuntime.Device,
        params OperatorKind[] without) => new()
    {
        Name = "M1",
        Title = "made up",
        Runtime = runtime,
        FlashBytes = new TierFigure(flash, "made up flash"),
        RamBytes = new TierFigure(ram, "made up memory"),
        LatencyMs = new TierFigure(ms, "made up time"),
        Costs = System.Enum.GetValues<OperatorKind>().Except(without).ToDictionary(
            kind => kind, _ => new OperatorCost(new(500, 1000), new(1000, 2000), new(0, 0), "made up")),
    };

    public const string Json =
        """
        {
          "tier": "M1", "name": "made up",
          "budgets": { "modelFlashBytes": { "bytes": 4096, "provenance": "made" }, "arenaBytes": { "bytes": 512, "provenance": "made" } },
          "inference": {
            "runtime": "device", "latencyMs": { "ms": 100, "provenance": "made" },
            "operators": {
              "fullyConnected": {
                "workNs": { "low": 1, "high": 2 }, "outputNs": { "low": 3, "high": 4 }, "callNs": { "low": 5, "high": 6 },
                "provenance": "made"
              }
            }
          }
        }
        """;
}
