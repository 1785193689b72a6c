using System;

namespace Stethos.Hal.Links
{
    /// <summary>
    /// The topics a node subscribed to, so that a message carries a number and the loop compares the same string object.
    /// Not thread safe; subscribing ends before messages arrive, or the owner locks.
    /// </summary>
    public sealed class TopicNames
    {
        private readonly string[] _names;
        private int _count;

        public TopicNames(int capacity)
        {
            if (capacity < 1)
            {
                throw new ArgumentException();
            }

            _names = new string[capacity];
            for (int i = 0; i < capacity; i++)
            {
                _names[i] = "";
            }
        }

        /// <summary>Topics there are.</summary>
        public int Count
        {
            get { return _count; }
        }

        /// <summary>Adds a topic; false when there is no room. A topic already there stays once.</summary>
        public bool Add(string topic)
        {
            if (IndexOf(topic) >= 0)
            {
                return true;
            }

            if (_count == _names.Length)
            {
                return false;
            }

            _names[_count] = topic;
            _count++;
            return true;
        }

        /// <summary>Place of a topic, -1 when it is not there.</summary>
        public int IndexOf(string topic)
        {
            for (int i = 0; i < _count; i++)
            {
                if (_names[i] == topic)
                {
                    return i;
                }
            }

            return -1;
        }

        /// <summary>The topic at a place that <see cref="IndexOf"/> gave.</summary>
        public string At(int index)
        {
            return _names[index];
        }
    }
}
