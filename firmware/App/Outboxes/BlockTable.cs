namespace Stethos.App.Outboxes
{
    /// <summary>The blocks there are, in the order they were begun. One entry per file, all made at start.</summary>
    internal sealed class BlockTable
    {
        private readonly BlockEntry[] _entries;
        private readonly bool[] _isUsed;
        private int _nextSlot;
        private int _reserved;

        internal BlockTable(int blockCount)
        {
            _entries = new BlockEntry[blockCount];
            _isUsed = new bool[blockCount];
            for (int i = 0; i < blockCount; i++)
            {
                _entries[i] = new BlockEntry();
            }
        }

        internal int Count { get; private set; }

        /// <summary>Whether there is a file that could not be read at start.</summary>
        internal bool HasReserved
        {
            get { return _reserved > 0; }
        }

        internal int Free
        {
            get { return _entries.Length - Count - _reserved; }
        }

        /// <summary>By age, 0 = the oldest.</summary>
        internal BlockEntry At(int index)
        {
            return _entries[index];
        }

        /// <summary>The block that is being filled; null when the newest one is sealed.</summary>
        internal BlockEntry? Open
        {
            get { return Count > 0 && !_entries[Count - 1].IsSealed ? _entries[Count - 1] : null; }
        }

        /// <summary>The block of a number; null when it is gone.</summary>
        internal BlockEntry? Find(uint block)
        {
            for (int i = Count - 1; i >= 0; i--)
            {
                if (_entries[i].Block == block)
                {
                    return _entries[i];
                }
            }

            return null;
        }

        /// <summary>The next free file after the one used last, so that all wear alike; -1 when there is none.</summary>
        internal int FindFreeSlot()
        {
            for (int i = 0; i < _isUsed.Length; i++)
            {
                int slot = (_nextSlot + i) % _isUsed.Length;
                if (!_isUsed[slot])
                {
                    return slot;
                }
            }

            return -1;
        }

        /// <summary>The next search begins behind this one.</summary>
        internal void SkipSlot(int slot)
        {
            _nextSlot = (slot + 1) % _isUsed.Length;
        }

        /// <summary>Keeps a file from being used until the next start.</summary>
        internal void Reserve(int slot)
        {
            _isUsed[slot] = true;
            _reserved++;
        }

        /// <summary>Adds a block where its number belongs; there must be a free slot.</summary>
        internal BlockEntry Add(int slot, uint boot, uint block)
        {
            BlockEntry entry = _entries[Count];
            int at = Count;
            while (at > 0 && _entries[at - 1].Block > block)
            {
                _entries[at] = _entries[at - 1];
                at--;
            }

            _entries[at] = entry;
            Count++;
            entry.Clear();
            entry.Slot = slot;
            entry.Boot = boot;
            entry.Block = block;
            _isUsed[slot] = true;
            SkipSlot(slot);
            return entry;
        }

        internal void Remove(BlockEntry entry)
        {
            int at = 0;
            while (_entries[at] != entry)
            {
                at++;
            }

            for (; at < Count - 1; at++)
            {
                _entries[at] = _entries[at + 1];
            }

            Count--;
            _entries[Count] = entry;
            _isUsed[entry.Slot] = false;
        }

        /// <summary>The oldest block with frames to be sent from it that may be read now; null when there is none.</summary>
        internal BlockEntry? FindWaiting(long nowMs)
        {
            for (int i = 0; i < Count; i++)
            {
                if (_entries[i].Waiting > 0 && nowMs >= _entries[i].RetryMs)
                {
                    return _entries[i];
                }
            }

            return null;
        }
    }
}
