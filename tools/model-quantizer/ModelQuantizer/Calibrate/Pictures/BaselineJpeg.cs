using System;
using System.Collections.Generic;
using System.IO;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>
/// Decodes baseline JPEG files (ITU T.81: sequential, 8 bits, Huffman, one scan). Chroma is interpolated as the common decoders do.
/// </summary>
internal sealed class BaselineJpeg
{
    private static readonly byte[] ZigZag = MakeZigZag();
    private static readonly double[] Cosines = MakeCosines();
    private readonly byte[] _file;
    private readonly double[][] _quantizers = new double[4][];
    private readonly HuffmanTable?[] _tables = new HuffmanTable?[8];
    private readonly List<JpegPlane> _planes = [];
    private int _restartInterval;

    private BaselineJpeg(byte[] file) => _file = file;

    private int Width { get; set; }

    private int Height { get; set; }

    /// <exception cref="InvalidDataException">Not a baseline JPEG file, or a damaged one.</exception>
    public static Picture Decode(byte[] file)
    {
        var jpeg = new BaselineJpeg(file);
        try
        {
            var pixels = jpeg.Read();
            return new Picture(jpeg.Width, jpeg.Height, pixels);
        }
        catch (Exception exception) when (exception is IndexOutOfRangeException or ArgumentException or NullReferenceException)
        {
            // A place, length or table number that a damaged file gives; there is no state to lose.
            throw new InvalidDataException("the JPEG file is damaged", exception);
        }
    }

    private byte[] Read()
    {
        for (var at = 2; at + 4 <= _file.Length;)
        {
            var marker = _file[at + 1];
            var length = Word(at + 2);
            var body = at + 4;
            switch (marker)
            {
                case 0xDB:
                    ReadQuantizers(body, at + 2 + length);
                    break;
                case 0xC0 or 0xC1:
                    ReadFrame(body);
                    break;
                case 0xC4:
                    ReadTables(body, at + 2 + length);
                    break;
                case 0xDD:
                    _restartInterval = Word(body);
                    break;
                case 0xDA:
                    ReadScan(body, at + 2 + length);
                    return Colours();
                case 0xC2 or 0xC9:
                    throw new InvalidDataException("only baseline JPEG files are read, this one is progressive");
            }

            at += 2 + length;
        }

        throw new InvalidDataException("the JPEG file has no picture");
    }

    private int Word(int at) => (_file[at] << 8) | _file[at + 1];

    private void ReadQuantizers(int at, int end)
    {
        while (at < end)
        {
            var (wide, slot) = (_file[at] >> 4, _file[at] & 3);
            at++;
            _quantizers[slot] = new double[64];
            for (var i = 0; i < 64; i++, at += wide + 1)
            {
                _quantizers[slot][ZigZag[i]] = wide == 0 ? _file[at] : Word(at);
            }
        }
    }

    private void ReadTables(int at, int end)
    {
        while (at < end)
        {
            var slot = (_file[at] >> 4) * 4 + (_file[at] & 3);
            _tables[slot] = new HuffmanTable(_file, at + 1, out at);
        }
    }

    private void ReadFrame(int at)
    {
        (Height, Width) = (Word(at + 1), Word(at + 3));
        if ((long)Width * Height is < 1 or > PictureFile.MostPixels)
        {
            throw new InvalidDataException($"a picture of {Width} × {Height} pixels cannot be read");
        }

        for (var i = 0; i < _file[at + 5]; i++)
        {
            var entry = at + 6 + i * 3;
            _planes.Add(new JpegPlane(_file[entry], _file[entry + 1] >> 4, _file[entry + 1] & 15, _file[entry + 2]));
        }

        var (across, down) = (1, 1);
        _planes.ForEach(plane => (across, down) = (Math.Max(across, plane.Across), Math.Max(down, plane.Down)));
        _planes.ForEach(plane => plane.Allocate(Width, Height, across, down));
    }

    private void ReadScan(int at, int data)
    {
        for (var i = 0; i < _file[at]; i++)
        {
            var plane = _planes.Find(candidate => candidate.Id == _file[at + 1 + i * 2])!;
            plane.Dc = _tables[_file[at + 2 + i * 2] >> 4]!;
            plane.Ac = _tables[4 + (_file[at + 2 + i * 2] & 15)]!;
        }

        var bits = new JpegBits(_file, data);
        var units = _planes[0].UnitsAcross * _planes[0].UnitsDown;
        var block = new double[64];
        for (var unit = 0; unit < units; unit++)
        {
            if (_restartInterval > 0 && unit > 0 && unit % _restartInterval == 0)
            {
                bits.Restart();
                _planes.ForEach(plane => plane.Last = 0);
            }

            foreach (var plane in _planes)
            {
                ReadUnit(plane, unit, bits, block);
            }
        }
    }

    private void ReadUnit(JpegPlane plane, int unit, JpegBits bits, double[] block)
    {
        for (var row = 0; row < plane.Down; row++)
        {
            for (var column = 0; column < plane.Across; column++)
            {
                ReadBlock(plane, bits, block);
                var x = (unit % plane.UnitsAcross * plane.Across + column) * 8;
                var y = (unit / plane.UnitsAcross * plane.Down + row) * 8;
                Transform(block, plane, x, y);
            }
        }
    }

    private void ReadBlock(JpegPlane plane, JpegBits bits, double[] block)
    {
        Array.Clear(block);
        var quantizer = _quantizers[plane.Quantizer];
        plane.Last += bits.Signed(plane.Dc!.Read(bits));
        block[0] = plane.Last * quantizer[0];
        for (var i = 1; i < 64; i++)
        {
            var code = plane.Ac!.Read(bits);
            if (code == 0)
            {
                return;
            }

            i += code >> 4;
            if ((code & 15) != 0)
            {
                var place = ZigZag[i];
                block[place] = bits.Signed(code & 15) * quantizer[place];
            }
        }
    }

    private static void Transform(double[] block, JpegPlane plane, int x, int y)
    {
        var rows = new double[64];
        for (var i = 0; i < 64; i++)
        {
            var (v, column) = (i / 8, i % 8);
            for (var u = 0; u < 8; u++)
            {
                rows[i] += block[v * 8 + u] * Cosines[column * 8 + u];
            }
        }

        for (var i = 0; i < 64; i++)
        {
            var sum = 0d;
            for (var v = 0; v < 8; v++)
            {
                sum += rows[v * 8 + i % 8] * Cosines[i / 8 * 8 + v];
            }

            plane.Samples[(y + i / 8) * plane.Stride + x + i % 8] = (byte)Math.Clamp(Math.Round(sum + 128), 0, 255);
        }
    }

    private byte[] Colours()
    {
        var pixels = new byte[Width * Height * 3];
        for (var i = 0; i < Width * Height; i++)
        {
            var (x, y) = (i % Width, i / Width);
            var light = _planes[0].At(x, y);
            var (blue, red) = _planes.Count < 3 ? (0, 0) : (_planes[1].At(x, y) - 128, _planes[2].At(x, y) - 128);
            pixels[i * 3] = Clamp(light + 1.402 * red);
            pixels[i * 3 + 1] = Clamp(light - 0.344136 * blue - 0.714136 * red);
            pixels[i * 3 + 2] = Clamp(light + 1.772 * blue);
        }

        return pixels;
    }

    private static byte Clamp(double value) => (byte)Math.Clamp(Math.Round(value), 0, 255);

    private static byte[] MakeZigZag()
    {
        var order = new byte[64];
        for (int i = 0, diagonal = 0; diagonal < 15; diagonal++)
        {
            for (var step = Math.Max(0, diagonal - 7); step <= Math.Min(7, diagonal); step++)
            {
                var (row, column) = diagonal % 2 == 0 ? (diagonal - step, step) : (step, diagonal - step);
                order[i++] = (byte)(row * 8 + column);
            }
        }

        return order;
    }

    private static double[] MakeCosines()
    {
        var table = new double[64];
        for (var i = 0; i < 64; i++)
        {
            table[i] = Math.Cos((2 * (i / 8) + 1) * (i % 8) * Math.PI / 16) / 2 * (i % 8 == 0 ? Math.Sqrt(0.5) : 1);
        }

        return table;
    }
}
