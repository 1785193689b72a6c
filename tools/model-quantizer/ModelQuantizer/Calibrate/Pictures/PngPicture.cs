using System;
using System.Buffers.Binary;
using System.IO;
using System.IO.Compression;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>
/// Decodes PNG files (W3C PNG, third edition) of 8 bits per channel that are not interlaced: grey, colour, palette, with or without
/// transparency, which is ignored.
/// </summary>
internal sealed class PngPicture
{
    private const int Palette = 3;
    private static readonly byte[] Signature = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10];
    private int _width;
    private int _height;
    private int _type;
    private byte[] _palette = [];

    private int Channels => _type switch { 0 or Palette => 1, 2 => 3, 4 => 2, _ => 4 };

    public static bool IsPng(ReadOnlySpan<byte> file) => file.StartsWith(Signature);

    /// <exception cref="InvalidDataException">Damaged, or of another form.</exception>
    public static Picture Decode(ReadOnlySpan<byte> file) => new PngPicture().Read(file);

    private Picture Read(ReadOnlySpan<byte> file)
    {
        using var packed = new MemoryStream();
        var rest = file[Signature.Length..];
        while (rest.Length >= 12)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (length > rest.Length - 12)
            {
                break;
            }

            var body = rest.Slice(8, (int)length);
            switch (BinaryPrimitives.ReadUInt32BigEndian(rest[4..]))
            {
                case 0x49484452:
                    ReadHeader(body);
                    break;
                case 0x504C5445:
                    _palette = body.ToArray();
                    break;
                case 0x49444154:
                    packed.Write(body);
                    break;
                case 0x49454E44:
                    packed.Position = 0;
                    return Unpack(packed);
            }

            rest = rest[(12 + (int)length)..];
        }

        throw new InvalidDataException("the PNG file ends early");
    }

    private void ReadHeader(ReadOnlySpan<byte> body)
    {
        if (body.Length != 13 || body[8] != 8 || body[12] != 0 || body[9] is not (0 or 2 or Palette or 4 or 6))
        {
            throw new InvalidDataException("only PNG files of 8 bits per channel without interlacing are read");
        }

        _width = BinaryPrimitives.ReadInt32BigEndian(body);
        _height = BinaryPrimitives.ReadInt32BigEndian(body[4..]);
        _type = body[9];
        if (_width < 1 || _height < 1 || (long)_width * _height > PictureFile.MostPixels)
        {
            throw new InvalidDataException($"a picture of {_width} × {_height} pixels is too large");
        }
    }

    private Picture Unpack(MemoryStream packed)
    {
        var stride = _width * Channels;
        var rows = new byte[_height * (stride + 1)];
        using (var stream = new ZLibStream(packed, CompressionMode.Decompress))
        {
            if (_width == 0 || stream.ReadAtLeast(rows, rows.Length, false) < rows.Length)
            {
                throw new InvalidDataException("the PNG file ends early");
            }
        }

        var pixels = new byte[_width * _height * 3];
        var before = new byte[stride];
        for (var y = 0; y < _height; y++)
        {
            var row = rows.AsSpan(y * (stride + 1) + 1, stride);
            Unfilter(rows[y * (stride + 1)], row, before);
            row.CopyTo(before);
            for (var x = 0; x < _width; x++)
            {
                Colour(row.Slice(x * Channels, Channels), pixels.AsSpan((y * _width + x) * 3, 3));
            }
        }

        return new Picture(_width, _height, pixels);
    }

    // Section 9 of the specification.
    private void Unfilter(byte filter, Span<byte> row, byte[] before)
    {
        for (var i = 0; i < row.Length; i++)
        {
            int left = i >= Channels ? row[i - Channels] : 0;
            int up = before[i];
            int corner = i >= Channels ? before[i - Channels] : 0;
            row[i] = (byte)(row[i] + filter switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw new InvalidDataException($"the PNG file has a row of filter {filter}"),
            });
        }
    }

    private static int Paeth(int left, int up, int corner)
    {
        var estimate = left + up - corner;
        var (toLeft, toUp, toCorner) = (Math.Abs(estimate - left), Math.Abs(estimate - up), Math.Abs(estimate - corner));
        return toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner;
    }

    private void Colour(ReadOnlySpan<byte> pixel, Span<byte> target)
    {
        if (_type == Palette)
        {
            var at = pixel[0] * 3;
            if (at + 3 > _palette.Length)
            {
                throw new InvalidDataException($"the PNG file uses colour {pixel[0]}, which its palette lacks");
            }

            _palette.AsSpan(at, 3).CopyTo(target);
        }
        else if (_type is 0 or 4)
        {
            target.Fill(pixel[0]);
        }
        else
        {
            pixel[..3].CopyTo(target);
        }
    }
}
