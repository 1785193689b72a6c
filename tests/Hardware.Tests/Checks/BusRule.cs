using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>
/// Buses exist on the chip, have all their signals on the pins that the image allows, and run no faster than chip and part;
/// addresses are free of each other; a part reaches every shared signal of its bus.
/// </summary>
internal static class BusRule
{
    private static readonly Dictionary<string, string[]> Signals = new()
    {
        ["i2c"] = ["sda", "scl"],
        ["i2s"] = ["mck", "bck", "ws", "din"],
        ["spi"] = ["sck", "miso", "mosi"],
        ["sdmmc"] = ["ck", "cmd", "d0", "d1", "d2", "d3"]
    };

    public static IEnumerable<string> Check(Board board, Chip chip) =>
        board.Buses.SelectMany(bus => CheckBus(board, bus, chip))
            .Concat(board.Parts.SelectMany(part => CheckPart(board, part)))
            .Concat(CheckAddresses(board))
            .Concat(board.Buses.GroupBy(bus => bus.Bus).Where(group => group.Count() > 1)
                .Select(group => $"buses: {group.Key} is there twice"));

    private static IEnumerable<string> CheckBus(Board board, BoardBus bus, Chip chip)
    {
        if (chip.Buses.FirstOrDefault(one => one.Bus == bus.Bus) is not { } of)
        {
            yield return $"buses: {chip.Name} has no bus {bus.Bus}";
            yield break;
        }

        if (bus.ClockHz > of.MaxClockHz)
        {
            yield return $"buses: {bus.Bus} at {bus.ClockHz} Hz is faster than its {of.MaxClockHz} Hz";
        }

        string[] signals = chip.Pins.Count > 0 ? Signals[of.Kind] : [];
        if (!signals.Order().SequenceEqual(bus.Pins.Keys.Order()))
        {
            yield return $"buses: {bus.Bus} needs the signals {string.Join(", ", signals)}";
        }

        foreach ((string signal, string pin) in bus.Pins)
        {
            if (of.Pins.TryGetValue(signal, out string? must) && must != pin)
            {
                yield return $"buses: the image has {bus.Bus}.{signal} on {must}, not on {pin}";
            }

            if (board.PinOf(pin)?.Use != $"{bus.Bus}.{signal}")
            {
                yield return $"buses: {bus.Bus}.{signal} is on {pin}, which pins does not say";
            }
        }
    }

    private static IEnumerable<string> CheckPart(Board board, BoardPart part)
    {
        if (part.Bus is null)
        {
            yield break;
        }

        if (board.Buses.FirstOrDefault(one => one.Bus == part.Bus) is not { } bus)
        {
            yield return $"parts/{part.Part}: the board has no bus {part.Bus}";
            yield break;
        }

        if (part.ClockHz is { } clock && bus.ClockHz > clock)
        {
            yield return $"parts/{part.Part}: bears {clock} Hz, {bus.Bus} runs at {bus.ClockHz} Hz";
        }

        if (bus.Bus.StartsWith("i2s", StringComparison.Ordinal))
        {
            // The master clock is 256 times the sampling rate: fixed in the image's I2S driver.
            if (part.SampleRateHz is { } rate && bus.ClockHz != 256 * rate)
            {
                yield return $"parts/{part.Part}: {rate} Hz needs a master clock of {256 * rate} Hz on {bus.Bus}";
            }
        }
        else
        {
            foreach (string pin in bus.Pins.Values.Where(pin => part.Connections.All(wire => wire.To != pin)))
            {
                yield return $"parts/{part.Part}: is on {bus.Bus} and not connected to {pin}";
            }
        }
    }

    private static IEnumerable<string> CheckAddresses(Board board)
    {
        foreach (BoardPart part in board.Parts.Where(part => part.Address is null == part.Bus?.StartsWith("i2c", StringComparison.Ordinal)))
        {
            yield return $"parts/{part.Part}: a part has an address if it is on I2C, and only then";
        }

        foreach (BoardPart part in board.Parts.Where(part => part.Address is { } text && Convert.ToInt32(text, 16) is < 0x08 or > 0x77))
        {
            yield return $"parts/{part.Part}: {part.Address} is no 7-bit address for a part (0x08 to 0x77)";
        }

        foreach (var at in board.Parts.Where(part => part.Address is not null)
            .GroupBy(part => (part.Bus, part.Address)).Where(group => group.Count() > 1))
        {
            yield return $"parts: {string.Join(" and ", at.Select(part => part.Part))} share {at.Key.Address} on {at.Key.Bus}";
        }
    }
}
