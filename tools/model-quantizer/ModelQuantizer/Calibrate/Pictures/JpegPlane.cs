using System;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>One component of a picture.</summary>
internal sealed class JpegPlane(int id, int across, int down, int quantizer)
{
    private double _scaleX;
    private double _scaleY;
    private int _width;
    private int _height;

    public int Id => id;

    /// <summary>Blocks of a coding unit.</summary>
    public int Across => across;

    public int Down => down;

    public int Quantizer => quantizer;

    public int UnitsAcross { get; private set; }

    public int UnitsDown { get; private set; }

    public int Stride { get; private set; }

    public byte[] Samples { get; private set; } = [];

    public HuffmanTable? Dc { get; set; }

    public HuffmanTable? Ac { get; set; }

    public int Last { get; set; }

    public void Allocate(int width, int height, int mostAcross, int mostDown)
    {
        UnitsAcross = (width + 8 * mostAcross - 1) / (8 * mostAcross);
        UnitsDown = (height + 8 * mostDown - 1) / (8 * mostDown);
        Stride = UnitsAcross * across * 8;
        Samples = new byte[Stride * UnitsDown * down * 8];
        (_scaleX, _scaleY) = ((double)across / mostAcross, (double)down / mostDown);
        (_width, _height) = ((int)Math.Ceiling(width * _scaleX), (int)Math.Ceiling(height * _scaleY));
    }

    /// <summary>The sample at a place of the picture, between the centres of its neighbours when the plane is smaller.</summary>
    public double At(int x, int y)
    {
        if (_scaleX == 1 && _scaleY == 1)
        {
            return Samples[y * Stride + x];
        }

        var (column, row) = ((x + 0.5) * _scaleX - 0.5, (y + 0.5) * _scaleY - 0.5);
        var (left, top) = ((int)Math.Floor(column), (int)Math.Floor(row));
        var (toRight, toBottom) = (column - left, row - top);
        return (Sample(left, top) * (1 - toRight) + Sample(left + 1, top) * toRight) * (1 - toBottom)
            + (Sample(left, top + 1) * (1 - toRight) + Sample(left + 1, top + 1) * toRight) * toBottom;
    }

    private double Sample(int column, int row) =>
        Samples[Math.Clamp(row, 0, _height - 1) * Stride + Math.Clamp(column, 0, _width - 1)];
}
