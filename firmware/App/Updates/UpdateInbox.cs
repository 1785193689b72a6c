using System;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Messages of an update between the link's thread and that of the agent. It has room for a few short ones always (commands),
    /// and for chunks only while something is being fetched. Thread safe.
    /// </summary>
    internal sealed class UpdateInbox
    {
        /// <summary>Longest message while nothing is fetched.</summary>
        internal const int ShortLength = 256;

        private readonly object _sync = new object();
        private readonly byte[][] _idle;
        private byte[][] _slots;
        private int[] _lengths;
        private bool[] _areToAll;
        private int _first;
        private int _count;

        internal UpdateInbox(int idleSlots)
        {
            _idle = Make(idleSlots, ShortLength);
            _slots = _idle;
            _lengths = new int[idleSlots];
            _areToAll = new bool[idleSlots];
        }

        /// <summary>Makes room for messages of this length; what waits is dropped.</summary>
        internal void Open(int slots, int length)
        {
            lock (_sync)
            {
                Use(Make(slots, length));
            }
        }

        /// <summary>Gives that room back; what waits is dropped.</summary>
        internal void Close()
        {
            lock (_sync)
            {
                Use(_idle);
            }
        }

        /// <summary>False when there is no room.</summary>
        internal bool Put(byte[] message, int count, bool isToAll)
        {
            lock (_sync)
            {
                if (_count == _slots.Length || count > _slots[0].Length)
                {
                    return false;
                }

                int place = (_first + _count) % _slots.Length;
                Array.Copy(message, 0, _slots[place], 0, count);
                _lengths[place] = count;
                _areToAll[place] = isToAll;
                _count++;
                return true;
            }
        }

        /// <summary>Copies the oldest out; returns its length, 0 = none waits.</summary>
        internal int Take(byte[] message, out bool isToAll)
        {
            lock (_sync)
            {
                isToAll = false;
                if (_count == 0)
                {
                    return 0;
                }

                int length = _lengths[_first];
                isToAll = _areToAll[_first];
                Array.Copy(_slots[_first], 0, message, 0, length);
                _first = (_first + 1) % _slots.Length;
                _count--;
                return length;
            }
        }

        private static byte[][] Make(int slots, int length)
        {
            byte[][] made = new byte[slots][];
            for (int i = 0; i < slots; i++)
            {
                made[i] = new byte[length];
            }

            return made;
        }

        private void Use(byte[][] slots)
        {
            _slots = slots;
            _lengths = new int[slots.Length];
            _areToAll = new bool[slots.Length];
            _first = 0;
            _count = 0;
        }
    }
}
