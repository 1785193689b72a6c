using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>
/// A chip pin in use exists, is used once, comes out in one place, and is safe: flash, PSRAM, USB, console and debug pins are
/// taken by the module; a strapping pin needs a reason; an input-only pin drives nothing.
/// </summary>
internal static class PinRule
{
    private static readonly string[] Taken = ["flash", "psram", "usb", "console", "debug"];

    private static readonly string[] InputUses = ["din", "miso", "1"];

    public static IEnumerable<string> Check(Board board, Chip chip) =>
        CheckUnique(board).Concat(board.Pins.SelectMany(pin => CheckPin(pin, chip))).Concat(CheckUses(board));

    private static IEnumerable<string> CheckUnique(Board board)
    {
        foreach (var pin in board.Pins.GroupBy(pin => pin.Pin).Where(group => group.Count() > 1))
        {
            yield return $"pins: {pin.Key} is used twice, as {string.Join(" and ", pin.Select(use => use.Use))}";
        }

        foreach (var use in board.Pins.GroupBy(pin => pin.Use).Where(group => group.Count() > 1))
        {
            yield return $"pins: {use.Key} is on two pins, {string.Join(" and ", use.Select(pin => pin.Pin))}";
        }

        foreach (var place in board.Pins.Where(pin => pin.At != "on board").GroupBy(pin => pin.At).Where(group => group.Count() > 1))
        {
            yield return $"pins: {string.Join(" and ", place.Select(pin => pin.Pin))} are both at {place.Key}";
        }
    }

    private static IEnumerable<string> CheckPin(BoardPin pin, Chip chip)
    {
        IReadOnlyList<string>? limits = chip.LimitsOf(pin.Pin);
        if (limits is null)
        {
            yield return $"pins: {chip.Name} has no pin {pin.Pin}";
            yield break;
        }

        foreach (string limit in limits.Intersect(Taken))
        {
            yield return $"pins: {pin.Pin} is a {limit} pin and not free";
        }

        if (limits.Contains("strapping") && pin.Reason is null)
        {
            yield return $"pins: {pin.Pin} is a strapping pin; give the reason why it is safe";
        }

        string signal = pin.Use[(pin.Use.IndexOf('.', StringComparison.Ordinal) + 1)..];
        if (limits.Contains("input-only") && !InputUses.Contains(signal))
        {
            yield return $"pins: {pin.Pin} is input only and cannot be {pin.Use}";
        }

        bool hasMasterClockPins = chip.Pins.Any(run => run.Limits?.Contains("mclk") == true);
        if (signal == "mck" && hasMasterClockPins && !limits.Contains("mclk"))
        {
            yield return $"pins: {chip.Name} cannot put the master clock on {pin.Pin}";
        }
    }

    private static IEnumerable<string> CheckUses(Board board)
    {
        HashSet<string> real =
        [
            .. board.Buses.SelectMany(bus => bus.Pins.Keys.Select(signal => $"{bus.Bus}.{signal}")),
            .. board.Parts.SelectMany(part => part.Connections.Select(wire => $"{part.Part}.{wire.Pin}"))
        ];
        return board.Pins.Where(pin => !real.Contains(pin.Use))
            .Select(pin => $"pins: {pin.Pin} is for {pin.Use}, which no bus or part has");
    }
}
