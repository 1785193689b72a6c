using System.Collections.Generic;
using System.Linq;
using System.Text.Json.Nodes;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>What chip and tier files must satisfy beyond their schemas.</summary>
internal static class ChipCheck
{
    private static readonly string[] BudgetsOfMicrocontrollers =
    [
        "managedHeapBytes", "ramBytes", "deployBytes", "payloadBytes", "modelFlashBytes", "arenaBytes", "fileStoreBytes", "dmaBytes"
    ];

    public static IEnumerable<string> Run(HardwareData data) =>
        data.Chips.Keys.Order().SelectMany(name => CheckChip(name, data.Chips[name], data.Chip(name)!))
            .Concat(data.Tiers.Where(tier => tier.Value["tier"]!.GetValue<string>() != tier.Key)
                .Select(tier => $"hardware/tiers/{tier.Key}.json: tier: is not the file's name"))
            .Concat(data.Tiers.Where(tier => tier.Key.StartsWith('T')).SelectMany(tier => BudgetsOfMicrocontrollers
                .Where(name => tier.Value["budgets"]![name] is null)
                .Select(name => $"hardware/tiers/{tier.Key}.json: budgets/{name}: is missing")));

    private static IEnumerable<string> CheckChip(string name, JsonNode node, Chip chip)
    {
        string file = $"hardware/chips/{name}.json";
        if (node["chip"]!.GetValue<string>() != name)
        {
            yield return $"{file}: chip: is not the file's name";
        }

        foreach (long size in chip.Flash.SizesBytes.Where(size => !chip.Flash.IsSectorBoundary(size)))
        {
            yield return $"{file}: flash/sectors: {size} bytes are not a whole number of sectors";
        }

        foreach (ChipImage image in chip.Images.Where(image => image.ManagedHeap.MinBytes > image.ManagedHeap.MaxBytes))
        {
            yield return $"{file}: images/{image.Image}: the least managed heap is more than the most";
        }

        string[] names = [.. chip.Pins.SelectMany(run => run.Names)];
        int[] numbers = [.. chip.Pins.SelectMany(run => run.Names.Select((_, index) => run.Number + index))];
        if (names.Distinct().Count() != names.Length || numbers.Distinct().Count() != numbers.Length)
        {
            yield return $"{file}: pins: a name or number is there twice";
        }

        foreach (ChipPinRun run in chip.Pins.Where(run => run.First > run.Last))
        {
            yield return $"{file}: pins: {run.Prefix}{run.First} to {run.Prefix}{run.Last} is no run";
        }

        foreach (string pin in chip.Buses.SelectMany(bus => bus.Pins.Values).Where(pin => chip.LimitsOf(pin) is null))
        {
            yield return $"{file}: buses: {pin} is no pin of the chip";
        }
    }
}
