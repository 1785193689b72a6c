using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>
/// One side of the picture: a column of parts, a channel of upright tracks, the edge of the board. A signal runs level from the
/// part's pin to the board's pin, which stands at the same height; a supply comes out at the top and runs down on its own track.
/// </summary>
internal sealed class PictureSide
{
    public const int PartWidth = 250;
    public const int ChannelWidth = 150;
    private const int RowHeight = 22;
    private const int LineHeight = 16;
    private const int TrackDistance = 22;
    private const int PartDistance = 24;
    private const int LettersPerLine = 34;
    private const int PinNameWidth = 66;

    private readonly Drawing _drawing;
    private readonly Board _board;
    private readonly bool _isLeft;
    private readonly int _partEdge;
    private readonly int _boardEdge;
    private readonly List<Row> _rows = [];

    public PictureSide(Drawing drawing, Board board, bool isLeft, int outerX)
    {
        _drawing = drawing;
        _board = board;
        _isLeft = isLeft;
        _partEdge = isLeft ? outerX + PartWidth : outerX - PartWidth;
        _boardEdge = isLeft ? _partEdge + ChannelWidth : _partEdge - ChannelWidth;
    }

    private int Inward => _isLeft ? 1 : -1;

    /// <summary>Draws the parts from <paramref name="top"/> down; returns where the lowest ends.</summary>
    public int Draw(IReadOnlyList<BoardPart> parts, int top)
    {
        string[] supplies = [.. _board.Supplies.Select(supply => supply.Net)
            .Where(net => parts.Any(part => part.Connections.Any(wire => wire.To == net)))];
        int y = top + (supplies.Length * RowHeight) + PartDistance;
        foreach (BoardPart part in parts)
        {
            y = DrawPart(part, y) + PartDistance;
        }

        var tracks = new Queue<int>(Enumerable.Range(1, ChannelWidth / TrackDistance)
            .Select(index => _partEdge + (Inward * index * TrackDistance)));
        foreach (var net in _rows.Where(row => !supplies.Contains(row.Net)).GroupBy(row => row.Net))
        {
            DrawSignal(net.Key, [.. net], tracks);
        }

        for (int i = 0; i < supplies.Length; i++)
        {
            // The uppermost runs down nearest to the parts, so that no supply crosses another at the top.
            DrawSupply(supplies[i], top + (i * RowHeight), tracks.Dequeue());
        }

        return y - PartDistance;
    }

    private int DrawPart(BoardPart part, int top)
    {
        int outer = _partEdge - (Inward * PartWidth);
        int left = Math.Min(outer, _partEdge);
        int y = top + 6;
        foreach (string line in PictureText.Wrap(part.Label, LettersPerLine))
        {
            y += LineHeight;
            _drawing.Labels.Add(new Label(left + 10, y, line, 12, Palette.Ink, Anchor.Start, true));
        }

        if (part.Address is not null)
        {
            y += LineHeight;
            _drawing.Labels.Add(new Label(left + 10, y, $"{part.Bus}, address {part.Address}", 11, Palette.Quiet, Anchor.Start));
        }

        y += 10;
        foreach (Connection wire in part.Connections)
        {
            int middle = y + (RowHeight / 2);
            var anchor = _isLeft ? Anchor.End : Anchor.Start;
            _drawing.Labels.Add(new Label(_partEdge - (Inward * 10), middle + 4, wire.Pin, 12, Palette.Ink, anchor));
            string key = Palette.KeyOf(wire.Signal, wire.To);
            _rows.Add(new Row(NetOf(part, wire), Palette.ColourOf(key), middle));
            _drawing.Dots.Add(new Dot(_partEdge, middle, Palette.ColourOf(key)));
            y += RowHeight;
        }

        _drawing.Boxes.Add(new Box(left, top, PartWidth, y + 6 - top, Palette.PartFill));
        return y + 6;
    }

    // A wire between two parts has one name whichever end it is seen from.
    private string NetOf(BoardPart part, Connection wire)
    {
        string self = $"{part.Part}.{wire.Pin}";
        bool isBetweenParts = !_board.HasSupply(wire.To) && _board.PinOf(wire.To) is null;
        return isBetweenParts && string.CompareOrdinal(self, wire.To) > 0 ? $"{wire.To}-{self}"
            : isBetweenParts ? $"{self}-{wire.To}" : wire.To;
    }

    private void DrawSignal(string net, Row[] rows, Queue<int> tracks)
    {
        BoardPin? pin = _board.PinOf(net);
        string colour = rows[0].Colour;
        if (pin is not null)
        {
            Level(net, colour, _partEdge, _boardEdge, rows[0].Y);
            DrawBoardPin(pin.Pin, $"{pin.At}, {pin.Use}", rows[0].Y, colour);
        }

        if (rows.Length > 1)
        {
            int track = tracks.Dequeue();
            _drawing.Wires.Insert(0, new Wire(track, rows[0].Y, track, rows[^1].Y, colour, net));
            foreach (Row row in rows.Skip(pin is null ? 0 : 1))
            {
                Level(net, colour, _partEdge, track, row.Y);
            }

            if (pin is not null)
            {
                _drawing.Dots.Add(new Dot(track, rows[0].Y, colour));
            }
        }
    }

    private void DrawSupply(string net, int y, int track)
    {
        Row[] rows = [.. _rows.Where(row => row.Net == net)];
        string colour = rows[0].Colour;
        DrawBoardPin(net, _board.Supplies.First(supply => supply.Net == net).At, y, colour);
        Level(net, colour, track, _boardEdge, y);
        _drawing.Wires.Insert(0, new Wire(track, y, track, rows[^1].Y, colour, net));
        foreach (Row row in rows)
        {
            Level(net, colour, _partEdge, track, row.Y);
            if (row != rows[^1])
            {
                _drawing.Dots.Add(new Dot(track, row.Y, colour));
            }
        }
    }

    private void DrawBoardPin(string name, string at, int y, string colour)
    {
        _drawing.Dots.Add(new Dot(_boardEdge, y, colour));
        var anchor = _isLeft ? Anchor.Start : Anchor.End;
        _drawing.Labels.Add(new Label(_boardEdge + (Inward * 10), y + 4, name, 12, Palette.Ink, anchor, true));
        _drawing.Labels.Add(new Label(_boardEdge + (Inward * PinNameWidth), y + 4, at, 11, Palette.Quiet, anchor));
    }

    private void Level(string net, string colour, int x1, int x2, int y) =>
        _drawing.Wires.Add(new Wire(Math.Min(x1, x2), y, Math.Max(x1, x2), y, colour, net));

    private sealed record Row(string Net, string Colour, int Y);
}
