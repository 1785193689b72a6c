using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Checks;

/// <summary>
/// Every wire ends somewhere: at a chip pin of the board, a supply, or another part's pin that leads back. Its signal is what it
/// is used for; every chip pin in use has a wire; parts to be wired have a ground.
/// </summary>
internal static class WireRule
{
    public static IEnumerable<string> Check(Board board)
    {
        foreach (BoardPart part in board.Parts)
        {
            foreach (string fault in part.Connections.SelectMany(wire => CheckWire(board, part, wire)).Concat(CheckPart(part)))
            {
                yield return $"parts/{part.Part}: {fault}";
            }
        }

        HashSet<string> ends = [.. board.Parts.SelectMany(part => part.Connections.Select(wire => wire.To))];
        foreach (BoardPin pin in board.Pins.Where(pin => !ends.Contains(pin.Pin)))
        {
            yield return $"pins: {pin.Pin} is for {pin.Use} and no wire leads there";
        }
    }

    private static IEnumerable<string> CheckPart(BoardPart part)
    {
        foreach (var pin in part.Connections.GroupBy(wire => wire.Pin).Where(group => group.Count() > 1))
        {
            yield return $"pin {pin.Key} is there twice";
        }

        if (!part.OnBoard && part.Connections.Count > 0 && part.Connections.All(wire => wire.To != "GND"))
        {
            yield return "has no wire to GND";
        }
    }

    private static IEnumerable<string> CheckWire(Board board, BoardPart part, Connection wire)
    {
        if (board.HasSupply(wire.To))
        {
            string signal = wire.To == "GND" ? "ground" : "power";
            if (wire.Signal != signal)
            {
                yield return $"{wire.Pin} goes to {wire.To} and is {signal}, not {wire.Signal}";
            }
        }
        else if (board.PinOf(wire.To) is { } pin)
        {
            string owner = pin.Use[..pin.Use.IndexOf('.', StringComparison.Ordinal)];
            bool isBus = board.Buses.Any(bus => bus.Bus == owner);
            string signal = isBus ? owner.TrimEnd("0123456789".ToCharArray()) : part.Bus?.TrimEnd("0123456789".ToCharArray()) ?? "gpio";
            if (wire.Signal != signal)
            {
                yield return $"{wire.Pin} goes to {wire.To} and is {signal}, not {wire.Signal}";
            }

            if (isBus ? part.Bus != owner : pin.Use != $"{part.Part}.{wire.Pin}")
            {
                yield return $"{wire.Pin} goes to {wire.To}, which is for {pin.Use}";
            }
        }
        else if (!LeadsBack(board, part, wire))
        {
            yield return $"{wire.Pin} goes to {wire.To}, which is no supply, no pin in use, and no part's pin that leads back";
        }
    }

    private static bool LeadsBack(Board board, BoardPart part, Connection wire) =>
        board.Parts.Any(other => other.Connections.Any(back =>
            wire.To == $"{other.Part}.{back.Pin}" && back.To == $"{part.Part}.{wire.Pin}" && back.Signal == wire.Signal));
}
