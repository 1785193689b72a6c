using System;

namespace Stethos.Hal.Links
{
    /// <summary>
    /// Messages that arrived on another thread and wait for the loop: a fixed number of slots of fixed size, made once.
    /// A message that finds no slot is dropped and counted; what the gateway sends it sends again. Thread safe.
    /// </summary>
    public sealed class InboundRing
    {
        private readonly object _gate = new object();
        private readonly byte[][] _slots;
        private readonly int[] _lengths;
        private readonly TopicNames _topics;
        private readonly int[] _topicOf;
        private int _first;
        private int _count;
        private uint _dropped;

        /// <summary><paramref name="slots"/> messages of <paramref name="slotLength"/> bytes; longer ones are cut.</summary>
        public InboundRing(int slots, int slotLength, TopicNames topics)
        {
            if (slots < 1 || slotLength < 1 || topics == null)
            {
                throw new ArgumentException();
            }

            _slots = new byte[slots][];
            for (int i = 0; i < slots; i++)
            {
                _slots[i] = new byte[slotLength];
            }

            _lengths = new int[slots];
            _topicOf = new int[slots];
            _topics = topics;
        }

        /// <summary>Messages that found no slot or a topic nobody subscribed; only grows.</summary>
        public uint Dropped
        {
            get
            {
                lock (_gate)
                {
                    return _dropped;
                }
            }
        }

        /// <summary>Keeps a copy of one message, or drops it.</summary>
        public void Add(string topic, byte[] payload)
        {
            lock (_gate)
            {
                int index = _topics.IndexOf(topic);
                if (index < 0 || _count == _slots.Length)
                {
                    _dropped++;
                    return;
                }

                int slot = (_first + _count) % _slots.Length;
                int length = payload.Length;
                byte[] to = _slots[slot];
                Array.Copy(payload, 0, to, 0, length < to.Length ? length : to.Length);
                _lengths[slot] = length;
                _topicOf[slot] = index;
                _count++;
            }
        }

        /// <summary>Takes the oldest message; see <see cref="ILink.TryReceive"/>.</summary>
        public bool TryTake(out string topic, byte[] buffer, out int length)
        {
            lock (_gate)
            {
                topic = "";
                length = 0;
                if (_count == 0)
                {
                    return false;
                }

                byte[] from = _slots[_first];
                length = _lengths[_first];
                topic = _topics.At(_topicOf[_first]);
                int copied = length < from.Length ? length : from.Length;
                Array.Copy(from, 0, buffer, 0, copied < buffer.Length ? copied : buffer.Length);
                _first = (_first + 1) % _slots.Length;
                _count--;
                return true;
            }
        }

        /// <summary>Forgets all messages, when a session begins.</summary>
        public void Clear()
        {
            lock (_gate)
            {
                _first = 0;
                _count = 0;
            }
        }
    }
}
