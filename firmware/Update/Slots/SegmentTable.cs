using System;

namespace Stethos.Update.Slots
{
    /// <summary>
    /// What lies in the segment files of a slot: for each chunk its place, for each segment how many chunks it serves and
    /// how many more may be appended. Lives in RAM only; reading the files makes it.
    /// </summary>
    internal sealed class SegmentTable
    {
        private const int Closed = 0;

        // Place = segment x 16 + position + 1; 0 = the chunk is not there.
        private readonly ushort[] _places;
        private readonly byte[] _serves;
        private readonly byte[] _room;
        private readonly bool[] _isThere;
        private int _count;

        internal SegmentTable(int maxChunks, int maxSegments)
        {
            _places = new ushort[maxChunks];
            _serves = new byte[maxSegments];
            _room = new byte[maxSegments];
            _isThere = new bool[maxSegments];
        }

        internal int MaxChunks
        {
            get { return _places.Length; }
        }

        internal int Segments
        {
            get { return _serves.Length; }
        }

        /// <summary>Chunks without a place.</summary>
        internal int Missing { get; private set; }

        internal void Reset(int chunks)
        {
            _count = chunks;
            Missing = chunks;
            Array.Clear(_places, 0, _places.Length);
            Array.Clear(_serves, 0, _serves.Length);
            Array.Clear(_room, 0, _room.Length);
            Array.Clear(_isThere, 0, _isThere.Length);
        }

        internal bool Has(int index)
        {
            return _places[index] != 0;
        }

        internal int SegmentOf(int index)
        {
            return (_places[index] - 1) >> 4;
        }

        internal int PositionOf(int index)
        {
            return (_places[index] - 1) & 15;
        }

        /// <summary>The chunk lies there; a second copy of one that is known changes nothing.</summary>
        internal void Place(int index, int segment, int position)
        {
            if (_places[index] == 0)
            {
                _places[index] = (ushort)((segment << 4) + position + 1);
                _serves[segment]++;
                Missing--;
            }
        }

        /// <summary>What is in the segment is not known any more.</summary>
        internal void Forget(int segment)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_places[i] != 0 && SegmentOf(i) == segment)
                {
                    _places[i] = 0;
                    Missing++;
                }
            }

            _serves[segment] = 0;
            _room[segment] = Closed;
        }

        internal void SetFile(int segment, bool isThere, int room)
        {
            _isThere[segment] = isThere;
            _room[segment] = (byte)room;
        }

        /// <summary>Nothing is appended any more.</summary>
        internal void Close(int segment)
        {
            _room[segment] = Closed;
        }

        /// <summary>A segment that takes another chunk, one begun before a new one; -1 = none.</summary>
        internal int FindOpen()
        {
            int found = -1;
            for (int i = 0; i < _room.Length; i++)
            {
                if (_room[i] != Closed && (found < 0 || (_isThere[i] && !_isThere[found])))
                {
                    found = i;
                }
            }

            return found;
        }

        /// <summary>A closed segment that serves fewest, fewer than <paramref name="most"/>; -1 = none.</summary>
        internal int FindPoorest(int most)
        {
            int found = -1;
            for (int i = 0; i < _serves.Length; i++)
            {
                if (_isThere[i] && _room[i] == Closed && _serves[i] < most && (found < 0 || _serves[i] < _serves[found]))
                {
                    found = i;
                }
            }

            return found;
        }
    }
}
