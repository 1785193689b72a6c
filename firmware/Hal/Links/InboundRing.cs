using System;

namespace Stethos.Hal.Links
{
    /// <summary>
    /// Messages that arrived on another thread and wait for the loop: a fixed number of places for arrays that the client made and
    /// nobody else uses. A message that finds no place is dropped and counted; what the gateway sends it sends again. Thread safe.
    /// </summary>
    public sealed class InboundRing
    {
        private readonly object _gate = new object();
        private readonly byte[]?[] _slots;
        private readonly int _longest;
        private readonly int[] _lengths;
        private readonly TopicNames _topics;
        private readonly int[] _topicOf;
        private int _first;
        private int _count;
        private uint _dropped;

        /// <summary>
        /// <paramref name="slots"/> messages of at most <paramref name="longest"/> bytes; of longer ones only the length is kept.
        /// </summary>
        public InboundRing(int slots, int longest, TopicNames topics)
        {
            if (slots < 1 || longest < 1 || topics == null)
            {
                throw new ArgumentException();
            }

            _slots = new byte[slots][];
            _longest = longest;
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

        /// <summary>Keeps one message, which must not be changed any more, or drops it.</summary>
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
                _slots[slot] = payload.Length > _longest ? null : payload;
                _lengths[slot] = payload.Length;
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

                byte[]? from = _slots[_first];
                length = _lengths[_first];
                topic = _topics.At(_topicOf[_first]);
                if (from != null)
                {
                    Array.Copy(from, 0, buffer, 0, length < buffer.Length ? length : buffer.Length);
                }

                _slots[_first] = null;
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
                Array.Clear(_slots, 0, _slots.Length);
            }
        }
    }
}
