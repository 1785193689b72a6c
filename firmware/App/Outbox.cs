using System;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Frames made and not yet acknowledged, in memory, in order of sequence. A slot is freed only by an
    /// acknowledgement; when all are taken the oldest eighth is dropped and the range is handed to the caller, who
    /// announces it as a gap. One producer (capture) and one consumer (link): every member takes the lock.
    /// Times are milliseconds of the node's uptime.
    /// </summary>
    public sealed class Outbox
    {
        /// <summary>Longest frame a slot takes.</summary>
        public const int SlotLength = FeatureFrame.MaxLength;

        private const long NeverSent = -1;
        private readonly object _sync = new object();
        private readonly byte[] _bytes;
        private readonly int[] _lengths;
        private readonly uint[] _sequences;
        private readonly long[] _sentMs;
        private readonly int _capacity;
        private int _head;
        private int _count;
        private uint _lastSequence;
        private uint _firstDropped;
        private uint _lastDropped;

        public Outbox(int capacity)
        {
            _capacity = capacity;
            _bytes = new byte[capacity * SlotLength];
            _lengths = new int[capacity];
            _sequences = new uint[capacity];
            _sentMs = new long[capacity];
        }

        /// <summary>Slots between the oldest and the newest frame, acknowledged ones in between included.</summary>
        public int Depth
        {
            get
            {
                lock (_sync)
                {
                    return _count;
                }
            }
        }

        /// <summary>
        /// All sequences before this one were acknowledged. A dropped range counts as not acknowledged until the
        /// gateway has taken its notice.
        /// </summary>
        public uint Oldest
        {
            get
            {
                lock (_sync)
                {
                    uint held = _count > 0 ? _sequences[_head] : _lastSequence + 1;
                    return _firstDropped != 0 && _firstDropped < held ? _firstDropped : held;
                }
            }
        }

        /// <summary>Newest sequence ever added, 0 before the first.</summary>
        public uint LastSequence
        {
            get
            {
                lock (_sync)
                {
                    return _lastSequence;
                }
            }
        }

        /// <summary>True when the next <see cref="Add"/> would find no slot.</summary>
        public bool IsFull
        {
            get
            {
                lock (_sync)
                {
                    return _count == _capacity;
                }
            }
        }

        /// <summary>
        /// Drops the oldest eighth (at least one) of a full outbox; returns how many were not acknowledged. The range
        /// is that of all drops the gateway has not yet accounted for: notices may be dropped like any frame, so each
        /// says it all. With a slot free (an acknowledgement came first) nothing happens and the range is 0 to 0.
        /// </summary>
        public int DropOldest(out uint first, out uint last)
        {
            lock (_sync)
            {
                int dropped = 0;
                first = 0;
                last = 0;
                if (_count < _capacity)
                {
                    return 0;
                }

                for (int n = Math.Max(1, _capacity / 8); n > 0 && _count > 0; n--)
                {
                    last = _sequences[_head];
                    _firstDropped = _firstDropped == 0 ? last : _firstDropped;
                    if (_lengths[_head] > 0)
                    {
                        dropped++;
                    }

                    RemoveHeadLocked();
                }

                first = _firstDropped;
                _lastDropped = last;
                return dropped;
            }
        }

        /// <summary>Adds a frame; sequences must ascend. False when it is too long or there is no slot.</summary>
        public bool Add(uint sequence, byte[] frame, int offset, int count)
        {
            lock (_sync)
            {
                if (count > SlotLength || _count == _capacity)
                {
                    return false;
                }

                int slot = (_head + _count) % _capacity;
                Array.Copy(frame, offset, _bytes, slot * SlotLength, count);
                _lengths[slot] = count;
                _sequences[slot] = sequence;
                _sentMs[slot] = NeverSent;
                _count++;
                _lastSequence = sequence;
                return true;
            }
        }

        /// <summary>
        /// Copies the next frame to send into <paramref name="frame"/> and notes the time: the newest one never sent
        /// when <paramref name="newestFirst"/>, else the oldest one never sent or sent longer ago than
        /// <paramref name="resendMs"/>. Returns its length, 0 when there is nothing to send.
        /// </summary>
        public int Take(bool newestFirst, long nowMs, long resendMs, byte[] frame, out bool resent)
        {
            lock (_sync)
            {
                resent = false;
                for (int i = 0; i < _count; i++)
                {
                    int slot = (_head + (newestFirst ? _count - 1 - i : i)) % _capacity;
                    long sent = _sentMs[slot];
                    if (_lengths[slot] == 0)
                    {
                        continue;
                    }

                    if (newestFirst && sent != NeverSent)
                    {
                        return 0;
                    }

                    if (sent == NeverSent || nowMs - sent >= resendMs)
                    {
                        resent = sent != NeverSent;
                        _sentMs[slot] = nowMs;
                        Array.Copy(_bytes, slot * SlotLength, frame, 0, _lengths[slot]);
                        return _lengths[slot];
                    }
                }

                return 0;
            }
        }

        /// <summary>After a new session: everything held has to be sent again.</summary>
        public void ForgetSent()
        {
            lock (_sync)
            {
                for (int i = 0; i < _count; i++)
                {
                    _sentMs[(_head + i) % _capacity] = NeverSent;
                }
            }
        }

        /// <summary>Frees what an acknowledgement of this boot covers; returns how many frames it was.</summary>
        public int Acknowledge(Acknowledgement acknowledgement)
        {
            lock (_sync)
            {
                int freed = 0;
                if (acknowledgement.Cumulative >= _lastDropped)
                {
                    _firstDropped = 0;
                }

                for (int i = 0; i < _count; i++)
                {
                    int slot = (_head + i) % _capacity;
                    if (_lengths[slot] > 0 && acknowledgement.Covers(_sequences[slot]))
                    {
                        _lengths[slot] = 0;
                        freed++;
                    }
                }

                while (_count > 0 && _lengths[_head] == 0)
                {
                    RemoveHeadLocked();
                }

                return freed;
            }
        }

        private void RemoveHeadLocked()
        {
            _lengths[_head] = 0;
            _head = (_head + 1) % _capacity;
            _count--;
        }
    }
}
