using System.Collections.Generic;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>The table of signatures: a signature that lies anywhere in it already costs nothing.</summary>
internal sealed class SignatureTable
{
    private readonly List<byte> _bytes = [];

    public int Size => _bytes.Count;

    public void Add(byte[] signature)
    {
        if (signature.Length > 0 && !Holds(signature))
        {
            _bytes.AddRange(signature);
        }
    }

    private bool Holds(byte[] signature)
    {
        // The real converter never compares with the very last place.
        for (int start = 0; start < _bytes.Count - signature.Length; start++)
        {
            int length = 0;
            while (length < signature.Length && _bytes[start + length] == signature[length])
            {
                length++;
            }

            if (length == signature.Length)
            {
                return true;
            }
        }

        return false;
    }
}
