using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>Everything a board.json must satisfy beyond its schema. A fault names file, field and cause.</summary>
internal static class BoardCheck
{
    public static IReadOnlyList<string> Run(HardwareData data, string folder, JsonNode node)
    {
        Board board = HardwareData.BoardFrom(node);
        Chip? chip = data.Chip(board.Chip);
        Tier? tier = data.Tier(board.Tier);
        IEnumerable<string> faults = NameRule.Check(folder, board, chip, tier);
        if (chip is not null)
        {
            faults = faults
                .Concat(PinRule.Check(board, chip))
                .Concat(BusRule.Check(board, chip))
                .Concat(WireRule.Check(board))
                .Concat(PartitionRule.Check(board, chip))
                .Concat(BudgetRule.Check(board, chip, tier));
        }

        return [.. faults.Select(fault => $"hardware/boards/{folder}/board.json: {fault}")];
    }
}
