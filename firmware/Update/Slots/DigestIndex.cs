using System;

namespace Stethos.Update.Slots
{
    /// <summary>
    /// Finds chunks by digest without going through the whole list, which interpreted takes seconds: 256 chains by the
    /// digest's first byte, each in the list's order.
    /// </summary>
    internal sealed class DigestIndex
    {
        // Number of a chunk + 1; 0 ends a chain.
        private readonly ushort[] _first = new ushort[256];
        private readonly ushort[] _next;
        private ChunkList _list = new ChunkList(1);

        internal DigestIndex(int maxChunks)
        {
            _next = new ushort[maxChunks];
        }

        internal void Build(ChunkList list)
        {
            _list = list;
            Array.Clear(_first, 0, _first.Length);
            for (int i = list.Count - 1; i >= 0; i--)
            {
                int chain = list.FirstByteOf(i);
                _next[i] = _first[chain];
                _first[chain] = (ushort)(i + 1);
            }
        }

        /// <summary>First chunk of that digest and length; -1 = none.</summary>
        internal int Find(byte[] mac, int length)
        {
            return Follow(_first[mac[0]], mac, length);
        }

        /// <summary>The next chunk equal to one that was found; -1 = none.</summary>
        internal int FindNext(int index, byte[] mac, int length)
        {
            return Follow(_next[index], mac, length);
        }

        private int Follow(int link, byte[] mac, int length)
        {
            while (link != 0)
            {
                int index = link - 1;
                if (_list.LengthOf(index) == length && _list.HasDigest(index, mac))
                {
                    return index;
                }

                link = _next[index];
            }

            return -1;
        }
    }
}
