using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>Brings the oldest block with frames to be sent into memory, and finds out what of it is damaged.</summary>
    internal sealed class BlockReader
    {
        private const int RetryMs = 1000;
        private const int MaxReadFaults = 3;
        private const int MaxDoublings = 6;
        private readonly object _sync;
        private readonly FrameRing _ring;
        private readonly Backlog _backlog;
        private readonly BlockFiles _files;
        private readonly BlockCursor _cursor = new BlockCursor();

        internal BlockReader(object sync, FrameRing ring, Backlog backlog, BlockFiles files)
        {
            _sync = sync;
            _ring = ring;
            _backlog = backlog;
            _files = files;
        }

        /// <summary>At most one read.</summary>
        internal void Read(long nowMs)
        {
            BlockPage page = _backlog.Page;
            BlockEntry? wanted;
            lock (_sync)
            {
                if (page.Entry != null && page.Entry.Waiting == 0)
                {
                    _backlog.LeavePage(page.Entry);
                }

                wanted = page.Entry == null ? _backlog.Table.FindWaiting(nowMs) : page.Entry;
                if (wanted == null || page.HasBytes || nowMs < wanted.RetryMs)
                {
                    return;
                }

                wanted.IsSealed = true;
            }

            int length = _files.Read(wanted.Slot, page.Buffer);
            lock (_sync)
            {
                Accept(wanted, length, nowMs);
            }
        }

        private void Accept(BlockEntry entry, int length, long nowMs)
        {
            BlockPage page = _backlog.Page;
            bool isIt = BlockFormat.TakeHeader(page.Buffer, length) && BlockFormat.NumberOf(page.Buffer) == entry.Block;
            if (!isIt)
            {
                Postpone(entry, nowMs);
                if (length >= 0 && entry.ReadFaults >= MaxReadFaults)
                {
                    _backlog.DamagedRecords += (uint)entry.Count;
                    entry.IsDamaged = true;
                    uint limit = _backlog.LimitOf(entry.Boot);
                    _ring.Unstore(entry.Block);
                    _backlog.GiveUp(entry, entry.Last < limit ? entry.Last : limit - 1, GapReasonCode.StorageFault, entry.Waiting);
                }

                return;
            }

            entry.ReadFaults = 0;
            if (entry.Waiting > 0)
            {
                page.HasBytes = true;
                ReadRecords(entry, length < entry.Length ? length : entry.Length);
            }
        }

        // A store that does not answer may answer later: its blocks are tried again ever more rarely, others meanwhile.
        private void Postpone(BlockEntry entry, long nowMs)
        {
            int doublings = entry.ReadFaults < MaxDoublings ? entry.ReadFaults : MaxDoublings;
            entry.ReadFaults++;
            entry.RetryMs = nowMs + ((long)RetryMs << doublings);
            _backlog.LeavePage(entry);
        }

        private void ReadRecords(BlockEntry entry, int length)
        {
            BlockPage page = _backlog.Page;
            uint limit = _backlog.LimitOf(entry.Boot);
            _cursor.Begin(page.Buffer, length);
            page.Begin(entry);
            entry.Unacknowledged = 0;
            entry.Waiting = 0;
            while (page.Count < page.Capacity && _cursor.Next())
            {
                bool isDone = page.Add(
                    _cursor.Sequence, _cursor.At, _backlog.IsAcknowledged(entry.Boot, _cursor.Sequence));
                entry.Unacknowledged += isDone ? 0 : 1;
                entry.Waiting += isDone || _cursor.Sequence >= limit ? 0 : 1;
            }

            if (page.Count < entry.Count)
            {
                LoseDamaged(entry, limit);
            }
        }

        // Between whole records lies what is damaged and what was acknowledged before it had to be stored: neither will come.
        private void LoseDamaged(BlockEntry entry, uint limit)
        {
            BlockPage page = _backlog.Page;
            uint first = entry.First;
            _backlog.DamagedRecords += (uint)(entry.Count - page.Count);
            for (int i = 0; i <= page.Count; i++)
            {
                uint last = i < page.Count ? page.SequenceAt(i) - 1 : entry.Last;
                uint lastLost = last < limit ? last : limit - 1;
                if (lastLost >= first && !_backlog.Holds(entry.Boot, first, lastLost, entry))
                {
                    _backlog.Lose(entry.Boot, first, lastLost, GapReasonCode.StorageFault, 0, entry);
                }

                first = last + 2;
            }

            entry.IsDamaged = true;
            UnstoreDamaged(entry, limit);
            entry.Count = page.Count;
        }

        // Frames that memory still holds and the block does not, after all.
        private void UnstoreDamaged(BlockEntry entry, uint limit)
        {
            BlockPage page = _backlog.Page;
            _ring.Unstore(entry.Block);
            for (int i = 0; i < page.Count; i++)
            {
                if (page.SequenceAt(i) >= limit && entry.Boot == _backlog.Boot)
                {
                    _ring.Stored(page.SequenceAt(i), entry.Block);
                }
            }
        }
    }
}
