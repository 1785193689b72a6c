using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.Json.Serialization;

namespace Stethos.Hardware.Tests.Model;

/// <summary>hardware/boards/*/board.json.</summary>
internal sealed record Board
{
    public required string Name { get; init; }

    public required string Revision { get; init; }

    public required string Chip { get; init; }

    public required string Tier { get; init; }

    public required string Image { get; init; }

    public required long FlashBytes { get; init; }

    public required IReadOnlyList<BoardSupply> Supplies { get; init; }

    public required IReadOnlyList<BoardPin> Pins { get; init; }

    public required IReadOnlyList<BoardBus> Buses { get; init; }

    public required IReadOnlyList<BoardPart> Parts { get; init; }

    public required IReadOnlyList<Partition> Partitions { get; init; }

    public required BoardFileStore FileStore { get; init; }

    public required IReadOnlyDictionary<string, long> Budgets { get; init; }

    public string? PinProvenance { get; init; }

    public BoardFreeHeap? FreeHeap { get; init; }

    /// <summary>The field board, without the revision.</summary>
    [JsonPropertyName("board")]
    public required string Id { get; init; }

    public bool HasSupply(string net) => Supplies.Any(supply => supply.Net == net);

    public BoardPin? PinOf(string name) => Pins.FirstOrDefault(pin => pin.Pin == name);
}

internal sealed record BoardSupply(string Net, double Volts, string At);

internal sealed record BoardPin(string Pin, string At, string Use, string? Reason);

internal sealed record BoardBus(string Bus, long ClockHz, IReadOnlyDictionary<string, string> Pins);

internal sealed record BoardFileStore(string On, string Drive);

internal sealed record BoardFreeHeap(long Bytes);

internal sealed record Connection(string Pin, string To, string Signal);

internal sealed record BoardPart
{
    public required string Part { get; init; }

    public required string Label { get; init; }

    public bool OnBoard { get; init; }

    public string? Bus { get; init; }

    public string? Address { get; init; }

    public long? ClockHz { get; init; }

    public long? SampleRateHz { get; init; }

    public int Channels { get; init; } = 1;

    public int? DmaBuffers { get; init; }

    public int? DmaBufferSamples { get; init; }

    public IReadOnlyList<Connection> Connections { get; init; } = [];
}

internal sealed record Partition
{
    [JsonPropertyName("partition")]
    public required string Name { get; init; }

    public required string Kind { get; init; }

    /// <summary>From the start of the flash, 0x and upper-case digits.</summary>
    public required string Offset { get; init; }

    public required string Size { get; init; }

    public long OffsetBytes => Hex(Offset);

    public long EndBytes => Hex(Offset) + Hex(Size);

    public long SizeBytes => Hex(Size);

    private static long Hex(string text) => long.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
