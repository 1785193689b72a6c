using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stethos.Hardware.Tests.Constants;

/// <summary>The constants a board's program needs, written as C# from its board.json.</summary>
internal static class BoardSource
{
    /// <summary>Board folders in hardware/boards and the program folders in firmware/Boards that take their constants.</summary>
    public static readonly IReadOnlyDictionary<string, string> Programs = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        ["esp32-s3-n16r8-rev-a"] = "Esp32S3",
        ["esp32-s3-n16r8-vision-rev-a"] = "Esp32S3Vision",
        ["esp32-wroom-32-rev-a"] = "Esp32Wroom32",
        ["stm32f769i-discovery-rev-a"] = "Stm32F769Discovery"
    };

    /// <summary>The file; <paramref name="tier"/> is the tier's description, whose sizes of a node are constants too.</summary>
    public static string Write(string folder, JsonNode board, JsonNode tier)
    {
        StringBuilder text = new();
        text.Append("namespace Stethos.Boards.").Append(Programs[folder]).Append("\n{\n")
            .Append("    /// <summary>What hardware/boards/").Append(folder)
            .Append("/board.json says, and nothing else: a test writes this file.</summary>\n")
            .Append("    internal static class Board\n    {\n");
        foreach (BoardConstant constant in Constants(folder, board, tier))
        {
            text.Append("        internal const ").Append(constant.Type).Append(' ').Append(constant.Name).Append(" = ")
                .Append(constant.Value).Append(";\n");
        }

        return text.Append("    }\n}\n").ToString();
    }

    /// <summary>Number of a pin as nanoFramework counts: GPIO26 is 26, PB9 is port 1 times 16 plus 9.</summary>
    public static int PinNumber(string pin) => pin.StartsWith("GPIO", StringComparison.Ordinal)
        ? int.Parse(pin.AsSpan(4), CultureInfo.InvariantCulture)
        : (16 * (pin[1] - 'A')) + int.Parse(pin.AsSpan(2), CultureInfo.InvariantCulture);

    private static IEnumerable<BoardConstant> Constants(string folder, JsonNode board, JsonNode tier)
    {
        yield return new("string", "Name", $"\"{folder}\"");
        yield return new("string", "Drive", $"\"{(string)board["fileStore"]!["drive"]!}\"");
        foreach (JsonNode? pin in board["pins"]!.AsArray())
        {
            string number = PinNumber((string)pin!["pin"]!).ToString(CultureInfo.InvariantCulture);
            yield return new("int", Pascal((string)pin["use"]!) + "Pin", number);
        }

        foreach (JsonNode? bus in board["buses"]!.AsArray())
        {
            string name = (string)bus!["bus"]!;
            yield return new("int", Pascal(name) + "Bus", name[^1..]);
            yield return new("int", Pascal(name) + "ClockHz", Number(bus["clockHz"]!));
        }

        foreach (JsonNode? part in board["parts"]!.AsArray())
        {
            foreach ((string key, string suffix) in PartFields)
            {
                if (part![key] is { } value)
                {
                    yield return new("int", Pascal((string)part["part"]!) + suffix, Number(value));
                }
            }
        }

        foreach (JsonNode? partition in board["partitions"]!.AsArray())
        {
            string name = Pascal((string)partition!["partition"]!) + "Partition";
            yield return new("int", name + "Offset", Number(partition["offset"]!));
            yield return new("int", name + "Bytes", Number(partition["size"]!));
        }

        foreach ((string name, JsonNode? value) in board["budgets"]!.AsObject())
        {
            yield return new("int", Pascal(name)[..^"Bytes".Length] + "BudgetBytes", Number(value!));
        }

        if (board["freeHeap"] is { } free)
        {
            yield return new("int", "FreeHeapBytes", Number(free["bytes"]!));
        }

        foreach ((string name, JsonNode? value) in tier["node"]?.AsObject() ?? [])
        {
            if (value!.GetValueKind() == JsonValueKind.Number)
            {
                yield return new("int", "Node" + Pascal(name), Number(value));
            }
        }
    }

    private static readonly (string Key, string Suffix)[] PartFields =
    [
        ("address", "Address"), ("clockHz", "ClockHz"), ("sampleRateHz", "SampleRateHz"), ("rangeG", "RangeG"), ("channels", "Channels"),
        ("dmaBuffers", "DmaBuffers"), ("dmaBufferSamples", "DmaBufferSamples")
    ];

    // Addresses and offsets are texts with 0x, which C# reads as they stand.
    private static string Number(JsonNode value) => value.GetValueKind() == JsonValueKind.String
        ? (string)value!
        : ((long)value).ToString(CultureInfo.InvariantCulture);

    private static string Pascal(string name) => string.Concat(name.Split('.', '-', '_').Select(Word));

    // CS becomes Cs, sda becomes Sda, managedHeap stays ManagedHeap.
    private static string Word(string part) =>
        char.ToUpperInvariant(part[0]) + (part.Any(char.IsLower) ? part[1..] : part[1..].ToLowerInvariant());
}
