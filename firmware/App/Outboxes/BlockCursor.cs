namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Walks the whole records of a block in memory. A record that fails its CRC is stepped over when its length still
    /// leads to a whole one; else the walk ends there.
    /// </summary>
    internal sealed class BlockCursor
    {
        private byte[] _buffer = null!;
        private uint _block;
        private int _end;
        private int _next;
        private int _count;

        /// <summary>Place of the record.</summary>
        internal int At { get; private set; }

        internal uint Sequence { get; private set; }

        /// <summary>Whether damaged bytes lie between the record before and this one; at the end, behind the last one.</summary>
        internal bool IsAfterDamage { get; private set; }

        /// <summary>End of the last whole record.</summary>
        internal int End { get; private set; }

        /// <summary>Begins behind the header of a block of <paramref name="length"/> bytes.</summary>
        internal void Begin(byte[] buffer, int length)
        {
            _buffer = buffer;
            _block = BlockFormat.NumberOf(buffer);
            _end = length;
            _next = BlockFormat.HeaderLength;
            _count = 0;
            End = _next;
            Sequence = 0;
        }

        /// <summary>Moves to the next whole record; false at the end.</summary>
        internal bool Next()
        {
            IsAfterDamage = false;
            while (_next < _end && _count < BlockFormat.MaxRecords)
            {
                int at = _next;
                int count = BlockFormat.ClaimedLength(_buffer, at, _end);
                if (count == 0)
                {
                    break;
                }

                _next = at + BlockFormat.RecordHeaderLength + count;
                uint sequence = BlockFormat.SequenceAt(_buffer, at);
                if (sequence > Sequence && BlockFormat.IsRecord(_buffer, at, count, _block))
                {
                    Sequence = sequence;
                    At = at;
                    End = _next;
                    _count++;
                    return true;
                }

                IsAfterDamage = true;
            }

            IsAfterDamage |= End < _end;
            return false;
        }
    }
}
