using System;
using System.Collections.Generic;

namespace Stethos.Hardware.Tests.Picture;

/// <summary>A picture as shapes, before it becomes SVG, so that tests can ask what covers what. Pixels, y down.</summary>
internal sealed class Drawing
{
    public int Width { get; init; }

    public int Height { get; set; }

    public List<Box> Boxes { get; } = [];

    public List<Wire> Wires { get; } = [];

    public List<Dot> Dots { get; } = [];

    public List<Label> Labels { get; } = [];
}

internal enum Anchor
{
    Start,
    Middle,
    End
}

internal sealed record Box(int X, int Y, int Width, int Height, string Fill);

/// <summary>A straight piece of a wire, upright or level; the first end is the upper or left one.</summary>
internal sealed record Wire(int X1, int Y1, int X2, int Y2, string Colour, string Net)
{
    public bool IsUpright => X1 == X2;

    /// <summary>True when this level wire goes over an upright one of another net.</summary>
    public bool Crosses(Wire other) => !IsUpright && other.IsUpright && Net != other.Net
        && other.X1 > X1 && other.X1 < X2 && other.Y1 < Y1 && other.Y2 > Y1;
}

internal sealed record Dot(int X, int Y, string Colour);

internal sealed record Label(int X, int Y, string Text, int Size, string Colour, Anchor Anchor, bool Bold = false)
{
    // Wider than the letters of Helvetica and its metric twins are on average, so that an estimate errs on the safe side.
    private const double LetterWidth = 0.6;

    public int TextWidth => (int)Math.Ceiling(Text.Length * Size * LetterWidth);

    public int Left => Anchor switch { Anchor.Start => X, Anchor.Middle => X - (TextWidth / 2), _ => X - TextWidth };

    public int Right => Left + TextWidth;

    public int Top => Y - Size;

    public int Bottom => Y + (Size / 4);
}
