using System.IO;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>The bits of a scan, without the zeros stuffed behind 0xFF.</summary>
internal sealed class JpegBits(byte[] file, int start)
{
    private int _at = start;
    private int _left;
    private int _byte;

    /// <exception cref="InvalidDataException">There are no more: half a picture would calibrate with grey.</exception>
    public int Next()
    {
        if (_left == 0)
        {
            _byte = _at < file.Length ? file[_at++] : throw new InvalidDataException("the JPEG file ends early");
            _left = 8;
            if (_byte == 0xFF && _at < file.Length && file[_at] == 0)
            {
                _at++;
            }
        }

        return (_byte >> --_left) & 1;
    }

    /// <summary>A number of that many bits, as ITU T.81 F.2.2.1 extends it.</summary>
    public int Signed(int length)
    {
        var value = 0;
        for (var i = 0; i < length; i++)
        {
            value = (value << 1) | Next();
        }

        return length == 0 || value >= 1 << (length - 1) ? value : value - (1 << length) + 1;
    }

    /// <summary>Goes behind a restart marker.</summary>
    public void Restart()
    {
        _left = 0;
        _at += 2;
    }
}
