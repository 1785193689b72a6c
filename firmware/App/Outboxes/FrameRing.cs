using System;
using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// The newest frames, in memory, in order of sequence. A slot may also be stored in a block; then it can give way. Not
    /// thread safe: the outbox holds its lock.
    /// </summary>
    internal sealed class FrameRing
    {
        private const long Never = -1;
        private readonly byte[] _bytes;
        private readonly int[] _lengths;
        private readonly uint[] _sequences;
        private readonly long[] _sentMs;
        private readonly long[] _seenMs;
        private readonly uint[] _blocks;
        private readonly int _capacity;
        private readonly int _slotLength;
        private int _head;
        private uint _taken;
        private long _takenSentMs;

        internal FrameRing(int capacity, int slotLength)
        {
            _capacity = capacity;
            _slotLength = slotLength;
            _bytes = new byte[capacity * slotLength];
            _lengths = new int[capacity];
            _sequences = new uint[capacity];
            _sentMs = new long[capacity];
            _seenMs = new long[capacity];
            _blocks = new uint[capacity];
        }

        internal int Count { get; private set; }

        /// <summary>Newest sequence ever added, 0 before the first.</summary>
        internal uint LastSequence { get; private set; }

        /// <summary>Frames from this one on are here or acknowledged.</summary>
        internal uint First
        {
            get { return Count > 0 ? _sequences[_head] : LastSequence + 1; }
        }

        internal bool HasRoom
        {
            get { return Count < _capacity; }
        }

        /// <summary>Block that holds the oldest frame; 0 = none.</summary>
        internal uint HeadBlock
        {
            get { return Count > 0 ? _blocks[_head] : 0; }
        }

        internal bool IsHeadHeld
        {
            get { return _lengths[_head] > 0; }
        }

        internal int SlotAt(int index)
        {
            return (_head + index) % _capacity;
        }

        internal uint SequenceOf(int slot)
        {
            return _sequences[slot];
        }

        internal uint BlockOf(int slot)
        {
            return _blocks[slot];
        }

        /// <summary>Length of a slot's frame; 0 = acknowledged.</summary>
        internal int LengthOf(int slot)
        {
            return _lengths[slot];
        }

        internal void Add(uint sequence, byte[] frame, int offset, int count)
        {
            int slot = SlotAt(Count);
            Array.Copy(frame, offset, _bytes, slot * _slotLength, count);
            _lengths[slot] = count;
            _sequences[slot] = sequence;
            _sentMs[slot] = Never;
            _seenMs[slot] = Never;
            _blocks[slot] = 0;
            Count++;
            LastSequence = sequence;
        }

        internal void RemoveHead()
        {
            _lengths[_head] = 0;
            _head = (_head + 1) % _capacity;
            Count--;
        }

        /// <summary>Empties a slot.</summary>
        internal void Free(int slot)
        {
            _lengths[slot] = 0;
        }

        /// <summary>Moves on from what is acknowledged.</summary>
        internal void RemoveFreed()
        {
            while (Count > 0 && _lengths[_head] == 0)
            {
                RemoveHead();
            }
        }

        /// <summary>See <see cref="Outbox.Take"/>.</summary>
        internal int Take(bool newestFirst, long nowMs, long resendMs, byte[] frame, out bool resent)
        {
            resent = false;
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(newestFirst ? Count - 1 - i : i);
                long sent = _sentMs[slot];
                if (_lengths[slot] == 0)
                {
                    continue;
                }

                if (newestFirst && sent != Never)
                {
                    return 0;
                }

                if (sent == Never || nowMs - sent >= resendMs)
                {
                    resent = sent != Never;
                    _taken = _sequences[slot];
                    _takenSentMs = sent;
                    _sentMs[slot] = nowMs;
                    CopyFrame(slot, frame, 0);
                    return _lengths[slot];
                }
            }

            return 0;
        }

        /// <summary>The frame taken last was not sent after all.</summary>
        internal void PutBack()
        {
            int slot = Find(_taken);
            if (slot >= 0)
            {
                _sentMs[slot] = _takenSentMs;
            }
        }

        internal void ForgetSent()
        {
            for (int i = 0; i < Count; i++)
            {
                _sentMs[SlotAt(i)] = Never;
            }
        }

        internal void CopyFrame(int slot, byte[] target, int at)
        {
            Array.Copy(_bytes, slot * _slotLength, target, at, _lengths[slot]);
        }

        /// <summary>Index of a sequence that is held, -1 when it is not.</summary>
        internal int Find(uint sequence)
        {
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(i);
                if (_sequences[slot] == sequence && _lengths[slot] > 0)
                {
                    return slot;
                }
            }

            return -1;
        }

        /// <summary>The frame is now in this block as well; false when it is no longer held here.</summary>
        internal bool Stored(uint sequence, uint block)
        {
            int slot = Find(sequence);
            if (slot >= 0)
            {
                _blocks[slot] = block;
            }

            return slot >= 0;
        }

        /// <summary>Frames of a block that had to make room go with it.</summary>
        internal void FreeBlock(uint block)
        {
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(i);
                _lengths[slot] = _blocks[slot] == block ? 0 : _lengths[slot];
            }

            RemoveFreed();
        }

        /// <summary>Frames of a block that cannot be read have to be stored anew.</summary>
        internal void Unstore(uint block)
        {
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(i);
                _blocks[slot] = _blocks[slot] == block ? 0 : _blocks[slot];
            }
        }

        /// <summary>
        /// Frames that are in memory only, and whether one of them has waited for <paramref name="waitMs"/> since this was
        /// first asked.
        /// </summary>
        internal int CountUnstored(long nowMs, int waitMs, out bool hasWaited)
        {
            int count = 0;
            hasWaited = false;
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(i);
                if (_lengths[slot] > 0 && _blocks[slot] == 0)
                {
                    _seenMs[slot] = _seenMs[slot] == Never ? nowMs : _seenMs[slot];
                    hasWaited |= nowMs - _seenMs[slot] >= waitMs;
                    count++;
                }
            }

            return count;
        }

        /// <summary>First slot from an index on that is in memory only; -1 when there is none.</summary>
        internal int FindUnstored(int fromIndex)
        {
            for (int i = fromIndex; i < Count; i++)
            {
                int slot = SlotAt(i);
                if (_lengths[slot] > 0 && _blocks[slot] == 0)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>Whether any frame of the range is held here.</summary>
        internal bool Holds(uint first, uint last)
        {
            for (int i = 0; i < Count; i++)
            {
                int slot = SlotAt(i);
                if (_lengths[slot] > 0 && _sequences[slot] >= first && _sequences[slot] <= last)
                {
                    return true;
                }
            }

            return false;
        }
    }
}
