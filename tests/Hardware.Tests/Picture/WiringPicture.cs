using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hardware.Tests.Model;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>The wiring of a board as a picture: the board in the middle, parts left and right, legend and notes below.</summary>
internal static class WiringPicture
{
    private const string Explanation =
        "Drawn from board.json. Pins stand where the wires are short, not where they are on the board: the small print is the header.";

    private const int Width = 1300;
    private const int Margin = 30;
    private const int BoardTop = 84;
    private const int LineHeight = 18;
    private const int NoteLetters = 150;
    private const int FallBack = 14;

    public static Drawing Draw(Board board)
    {
        var drawing = new Drawing { Width = Width };
        drawing.Labels.Add(new Label(Margin, 36, $"{board.Id}, revision {board.Revision}: wiring", 20, Palette.Ink, Anchor.Start, true));
        drawing.Labels.Add(new Label(Margin, 58, Explanation, 12, Palette.Quiet, Anchor.Start));

        int boardLeft = Margin + PictureSide.PartWidth + PictureSide.ChannelWidth;
        int boardWidth = Width - (2 * boardLeft);
        int y = BoardTop + FallBack;
        foreach (string line in PictureText.Wrap(board.Name, 54))
        {
            y += LineHeight;
            drawing.Labels.Add(new Label(Width / 2, y, line, 13, Palette.Ink, Anchor.Middle, true));
        }

        int top = y + 30;
        (BoardPart[] left, BoardPart[] right) = Sides(board);
        int bottom = Math.Max(
            new PictureSide(drawing, board, true, Margin).Draw(left, top),
            new PictureSide(drawing, board, false, Width - Margin).Draw(right, top));
        drawing.Boxes.Insert(0, new Box(boardLeft, BoardTop, boardWidth, bottom - BoardTop, Palette.BoardFill));
        drawing.Height = DrawNotes(drawing, board, DrawLegend(drawing, bottom + 40)) + 10;
        return drawing;
    }

    // Parts that are wired to each other stay together; each group goes to the shorter side.
    private static (BoardPart[] Left, BoardPart[] Right) Sides(Board board)
    {
        var left = new List<BoardPart>();
        var right = new List<BoardPart>();
        foreach (List<BoardPart> group in Groups(board))
        {
            (left.Sum(Rows) <= right.Sum(Rows) ? left : right).AddRange(group);
        }

        return ([.. left], [.. right]);
    }

    private static int Rows(BoardPart part) => part.Connections.Count + 3;

    private static List<List<BoardPart>> Groups(Board board)
    {
        var groups = new List<List<BoardPart>>();
        foreach (BoardPart part in board.Parts.Where(part => !part.OnBoard && part.Connections.Count > 0))
        {
            List<BoardPart>? group = groups.FirstOrDefault(known => known.Any(other => AreWired(part, other)));
            if (group is null)
            {
                groups.Add([part]);
            }
            else
            {
                group.Add(part);
            }
        }

        return groups;
    }

    private static bool AreWired(BoardPart one, BoardPart other) =>
        one.Connections.Any(wire => wire.To.StartsWith($"{other.Part}.", StringComparison.Ordinal));

    private static int DrawLegend(Drawing drawing, int y)
    {
        int x = Margin;
        HashSet<string> used = [.. drawing.Wires.Select(wire => wire.Colour)];
        foreach ((_, string colour, string words) in Palette.Signals.Where(signal => used.Contains(signal.Colour)))
        {
            drawing.Wires.Add(new Wire(x, y - 4, x + 34, y - 4, colour, "legend"));
            var label = new Label(x + 42, y, words, 12, Palette.Ink, Anchor.Start);
            drawing.Labels.Add(label);
            x = label.Right + 24;
        }

        drawing.Labels.Add(new Label(x, y, "Wires that cross with a gap are not joined; a dot joins.", 12, Palette.Quiet, Anchor.Start));
        return y;
    }

    private static int DrawNotes(Drawing drawing, Board board, int y)
    {
        IEnumerable<string> onBoard =
            from part in board.Parts
            where part.OnBoard
            let pins = string.Join(", ", part.Connections.Select(wire => $"{wire.Pin} = {wire.To}"))
            select $"On the board, nothing to wire: {part.Label} ({pins}).";
        IEnumerable<string> reasons = board.Pins.Where(pin => pin.Reason is not null).Select(pin => $"{pin.Pin}: {pin.Reason}.");
        y += 10;
        foreach (string line in onBoard.Concat(reasons).SelectMany(note => PictureText.Wrap(note, NoteLetters)))
        {
            y += LineHeight;
            drawing.Labels.Add(new Label(Margin, y, line, 12, Palette.Ink, Anchor.Start));
        }

        return y;
    }
}
