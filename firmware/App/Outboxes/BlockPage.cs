using System;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// The one block of the backlog that is in memory to be sent: its bytes and what is known of each record. The bytes
    /// share their buffer with reading back and may be gone for a while; the records stay.
    /// </summary>
    internal sealed class BlockPage
    {
        private const long NeverSent = -1;
        // A block has at most 32,768 bytes.
        private readonly short[] _at;
        private readonly uint[] _sequences;
        private readonly long[] _sentMs;
        private readonly bool[] _isDone;
        private int _known;
        private uint _taken;
        private long _takenSentMs;

        internal BlockPage(int blockLength)
        {
            Buffer = new byte[blockLength];
            Capacity = BlockFormat.RecordsIn(blockLength);
            _at = new short[Capacity];
            _sequences = new uint[Capacity];
            _sentMs = new long[Capacity];
            _isDone = new bool[Capacity];
        }

        internal byte[] Buffer { get; }

        /// <summary>The block the records belong to; null = none.</summary>
        internal BlockEntry? Entry { get; set; }

        /// <summary>Whether <see cref="Buffer"/> holds the block now.</summary>
        internal bool HasBytes { get; set; }

        /// <summary>Most records of a block.</summary>
        internal int Capacity { get; }

        internal int Count { get; private set; }

        /// <summary>Records follow; of a block that is here already, what is known of them is kept.</summary>
        internal void Begin(BlockEntry entry)
        {
            _known = entry == Entry ? Count : 0;
            Entry = entry;
            Count = 0;
        }

        /// <summary>
        /// Adds the record at a place of the buffer; returns whether it is acknowledged, as far as the caller or this page knows.
        /// </summary>
        internal bool Add(uint sequence, int at, bool isDone)
        {
            bool isKnown = Count < _known && _sequences[Count] == sequence;
            _sequences[Count] = sequence;
            _at[Count] = (short)at;
            _sentMs[Count] = isKnown ? _sentMs[Count] : NeverSent;
            _isDone[Count] = isDone || (isKnown && _isDone[Count]);
            Count++;
            return _isDone[Count - 1];
        }

        internal uint SequenceAt(int record)
        {
            return _sequences[record];
        }

        internal bool IsDone(int record)
        {
            return _isDone[record];
        }

        internal void Finish(int record)
        {
            _isDone[record] = true;
        }

        /// <summary>Copies the oldest frame due below <paramref name="limit"/>; its length, 0 when there is none.</summary>
        internal int Take(uint limit, long nowMs, long resendMs, byte[] frame, out bool resent)
        {
            resent = false;
            for (int i = 0; HasBytes && Entry != null && i < Count && _sequences[i] < limit; i++)
            {
                long sent = _sentMs[i];
                if (!_isDone[i] && (sent == NeverSent || nowMs - sent >= resendMs))
                {
                    resent = sent != NeverSent;
                    _taken = _sequences[i];
                    _takenSentMs = sent;
                    _sentMs[i] = nowMs;
                    int length = BlockFormat.LengthAt(Buffer, _at[i]);
                    Array.Copy(Buffer, _at[i] + BlockFormat.RecordHeaderLength, frame, 0, length);
                    return length;
                }
            }

            return 0;
        }

        /// <summary>The frame taken last was not sent after all.</summary>
        internal void PutBack()
        {
            for (int i = 0; i < Count; i++)
            {
                _sentMs[i] = _sequences[i] == _taken ? _takenSentMs : _sentMs[i];
            }
        }

        internal void ForgetSent()
        {
            for (int i = 0; i < Count; i++)
            {
                _sentMs[i] = NeverSent;
            }
        }
    }
}
