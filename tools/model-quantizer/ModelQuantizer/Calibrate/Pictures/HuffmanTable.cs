using System.IO;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>A code table of ITU T.81, annex C.</summary>
internal sealed class HuffmanTable
{
    private readonly int[] _counts = new int[17];
    private readonly byte[] _values;

    public HuffmanTable(byte[] file, int at, out int end)
    {
        var total = 0;
        for (var length = 1; length <= 16; length++)
        {
            _counts[length] = file[at + length - 1];
            total += _counts[length];
        }

        _values = file[(at + 16)..(at + 16 + total)];
        end = at + 16 + total;
    }

    public int Read(JpegBits bits)
    {
        var (code, first, place) = (0, 0, 0);
        for (var length = 1; length <= 16; length++)
        {
            code = (code << 1) | bits.Next();
            if (code - first < _counts[length])
            {
                return _values[place + code - first];
            }

            place += _counts[length];
            first = (first + _counts[length]) << 1;
        }

        throw new InvalidDataException("the JPEG file holds a code that is in no table");
    }
}
