using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Hardware.Tests.Model;

/// <summary>hardware/chips/*.json.</summary>
internal sealed record Chip
{
    public required string Name { get; init; }

    public required ChipFlash Flash { get; init; }

    public required IReadOnlyList<ChipImage> Images { get; init; }

    public required IReadOnlyList<ChipPinRun> Pins { get; init; }

    public required IReadOnlyList<ChipBus> Buses { get; init; }

    /// <summary>Limits of a pin; null when the chip has no such pin.</summary>
    public IReadOnlyList<string>? LimitsOf(string pin) =>
        Pins.FirstOrDefault(run => run.Names.Contains(pin, StringComparer.Ordinal)) is { } run ? run.Limits ?? [] : null;
}

internal sealed record ChipFlash(IReadOnlyList<long> SizesBytes, IReadOnlyList<ChipSector> Sectors, long AppAlignBytes)
{
    /// <summary>True where a sector begins, and at the end of the flash.</summary>
    public bool IsSectorBoundary(long offset)
    {
        long at = 0;
        foreach (ChipSector sectors in Sectors)
        {
            long end = sectors.Count is { } count ? at + (count * sectors.Bytes) : long.MaxValue;
            if (offset <= end)
            {
                return (offset - at) % sectors.Bytes == 0;
            }

            at = end;
        }

        return false;
    }
}

internal sealed record ChipSector(long Bytes, long? Count);

internal sealed record ChipImage(string Image, ManagedHeap ManagedHeap);

internal sealed record ManagedHeap(long MinBytes, long MaxBytes);

internal sealed record ChipBus(string Bus, string Kind, long MaxClockHz, IReadOnlyDictionary<string, string> Pins);

internal sealed record ChipPinRun(string Prefix, int First, int Last, int Number, IReadOnlyList<string>? Limits)
{
    public IEnumerable<string> Names => Enumerable.Range(First, Math.Max(0, Last - First + 1)).Select(index => $"{Prefix}{index}");
}
