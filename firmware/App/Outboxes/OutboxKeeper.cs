using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// The outbox's work with files: in each turn at most one block is deleted, one batch appended, one block read. Files are
    /// touched outside the outbox's lock, so that neither capture nor link ever waits for flash. One thread.
    /// </summary>
    internal sealed class OutboxKeeper
    {
        private const int RetryMs = 1000;
        private const int MaxReadFaults = 3;
        private readonly object _sync;
        private readonly FrameRing _ring;
        private readonly Backlog _backlog;
        private readonly OutboxOptions _options;
        private readonly BlockCursor _cursor = new BlockCursor();
        private readonly byte[] _batch;
        private readonly uint[] _sequences;
        private uint _lastBlock;
        private long _retryMs;
        private int _length;
        private int _count;

        internal OutboxKeeper(object sync, FrameRing ring, Backlog backlog, IFileStore files, OutboxOptions options)
        {
            _sync = sync;
            _ring = ring;
            _backlog = backlog;
            _options = options;
            Files = new BlockFiles(files, options.BlockCount);
            int batch = BlockFormat.HeaderLength + options.BatchFrames * (BlockFormat.RecordHeaderLength + Outbox.SlotLength);
            _batch = new byte[batch < options.BlockLength ? batch : options.BlockLength];
            _sequences = new uint[options.BatchFrames];
            _lastBlock = OutboxRecovery.Run(Files, backlog, options.BlockCount);
        }

        internal BlockFiles Files { get; }

        /// <summary>One turn; with <paramref name="isLast"/> nothing waits for a batch to fill.</summary>
        internal void Step(long nowMs, bool isLast)
        {
            DeleteOne();
            if (nowMs >= _retryMs && !WriteBatch(nowMs, isLast))
            {
                _retryMs = nowMs + RetryMs;
            }

            ReadPage();
        }

        internal OutboxFigures GetFigures(int longestFrame, int ramFrames, long uptimeMs)
        {
            int perBlock = (_options.BlockLength - BlockFormat.HeaderLength) / (BlockFormat.RecordHeaderLength + longestFrame);
            perBlock = perBlock < BlockFormat.MaxRecords ? perBlock : BlockFormat.MaxRecords;
            return new OutboxFigures((_options.BlockCount - 1) * perBlock + ramFrames, _ring.LastSequence, uptimeMs)
            {
                BytesWritten = Files.BytesWritten,
                BlocksBegun = Files.BlocksBegun,
                StorageFaults = Files.Faults,
                DamagedRecords = _backlog.DamagedRecords,
                BlocksHeld = _backlog.Table.Count
            };
        }

        private void DeleteOne()
        {
            BlockEntry? finished;
            lock (_sync)
            {
                finished = _backlog.Table.FindFinished();
                if (finished == null)
                {
                    return;
                }

                LeavePage(finished);
            }

            if (Files.Delete(finished.Slot))
            {
                lock (_sync)
                {
                    _backlog.Table.Remove(finished);
                }
            }
        }

        // False when the store failed.
        private bool WriteBatch(long nowMs, bool isLast)
        {
            BlockEntry? open;
            BlockEntry? victim = null;
            int slot;
            uint block;
            lock (_sync)
            {
                bool hasWaited;
                int waiting = _ring.CountUnstored(nowMs, _options.BatchMs, out hasWaited);
                if (waiting == 0 || (waiting < _options.BatchFrames && !hasWaited && !isLast))
                {
                    return true;
                }

                open = OpenFor(_ring.SlotAt(_ring.FindUnstored(0)));
                slot = open == null ? _backlog.Table.FindFreeSlot() : open.Slot;
                if (slot < 0)
                {
                    // A cut came between beginning a block and deleting the one that had to go for it.
                    GiveUp(_backlog.Table.FindFinished() == null ? _backlog.Table.At(0) : null, GapReasonCode.OutboxOverrun);
                    return true;
                }

                block = open == null ? ++_lastBlock : open.Block;
                _length = 0;
                if (open == null)
                {
                    victim = FindVictim();
                    _length = BlockFormat.HeaderLength;
                    PutHeader(block, victim);
                }

                FillBatch(open, block);
                _backlog.Page.HasBytes = false;
            }

            bool isDone = Files.Put(slot, open == null ? 0 : open.Length, _batch, _length, _backlog.Page.Buffer);
            lock (_sync)
            {
                if (isDone)
                {
                    Commit(open == null ? _backlog.Table.Add(slot, _backlog.Boot, block) : open, block);
                    GiveUp(victim, GapReasonCode.OutboxOverrun);
                }
                else if (open != null)
                {
                    open.IsSealed = true;
                }
                else
                {
                    _backlog.Table.SkipSlot(slot);
                }
            }

            return isDone;
        }

        // The open block when the frame belongs behind its last one and fits; else it is sealed.
        private BlockEntry? OpenFor(int slot)
        {
            BlockEntry? open = _backlog.Table.Open;
            if (open != null && (open.Count == BlockFormat.MaxRecords || _ring.SequenceOf(slot) <= open.Last
                || open.Length + BlockFormat.RecordHeaderLength + _ring.LengthOf(slot) > _options.BlockLength))
            {
                open.IsSealed = true;
                open = null;
            }

            return open;
        }

        // Beginning a block takes the last free file, so the oldest block goes: there is a free one again before the next.
        private BlockEntry? FindVictim()
        {
            BlockEntry? victim = _backlog.Table.Free == 1 && _backlog.Table.FindFinished() == null ? _backlog.Table.At(0) : null;
            if (victim != null)
            {
                _ring.Unstore(victim.Block);
            }

            return victim;
        }

        private void PutHeader(uint block, BlockEntry? victim)
        {
            uint boot = 0;
            uint first = 0;
            uint last = 0;
            if (victim != null)
            {
                boot = victim.Boot;
                first = victim.First;
                last = LastLost(victim);
                Loss? before = _backlog.Losses.Find(boot, GapReasonCode.OutboxOverrun);
                if (before != null && before.Last < first && !_backlog.Holds(boot, before.Last + 1, first - 1, null))
                {
                    first = before.First;
                }
            }

            BlockFormat.PutHeader(_batch, _backlog.Boot, block, last < first ? 0 : boot, first, last);
        }

        private uint LastLost(BlockEntry entry)
        {
            uint limit = _backlog.LimitOf(entry.Boot);
            return entry.Last < limit ? entry.Last : limit - 1;
        }

        private void FillBatch(BlockEntry? open, uint block)
        {
            int room = _options.BlockLength - (open == null ? 0 : open.Length);
            int records = BlockFormat.MaxRecords - (open == null ? 0 : open.Count);
            _count = 0;
            int index = _ring.FindUnstored(0);
            while (index >= 0 && _count < _sequences.Length && _count < records)
            {
                int slot = _ring.SlotAt(index);
                int length = _ring.LengthOf(slot);
                int end = _length + BlockFormat.RecordHeaderLength + length;
                if (end > room || end > _batch.Length)
                {
                    return;
                }

                _ring.CopyFrame(slot, _batch, _length + BlockFormat.RecordHeaderLength);
                _sequences[_count] = _ring.SequenceOf(slot);
                BlockFormat.PutRecordHeader(_batch, _length, block, _sequences[_count], length);
                _length = end;
                _count++;
                index = _ring.FindUnstored(index + 1);
            }
        }

        // What was acknowledged or dropped while it was being written needs nothing any more.
        private void Commit(BlockEntry entry, uint block)
        {
            entry.First = entry.Count == 0 ? _sequences[0] : entry.First;
            entry.Last = _sequences[_count - 1];
            entry.Count += _count;
            entry.Length += _length;
            for (int i = 0; i < _count; i++)
            {
                entry.Unacknowledged += _ring.Stored(_sequences[i], block) ? 1 : 0;
            }
        }

        private void GiveUp(BlockEntry? entry, GapReasonCode reason)
        {
            if (entry == null)
            {
                return;
            }

            uint last = LastLost(entry);
            int frames = entry.Waiting;
            bool isWanted = entry.Unacknowledged > 0;
            _ring.Unstore(entry.Block);
            entry.GiveUp();
            LeavePage(entry);
            if (isWanted && frames > 0)
            {
                _backlog.Lose(entry.Boot, entry.First, last, reason, frames);
            }
        }

        private void LeavePage(BlockEntry entry)
        {
            if (_backlog.Page.Entry == entry)
            {
                _backlog.Page.Entry = null;
                _backlog.Page.HasBytes = false;
            }
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

        private void ReadPage()
        {
            BlockPage page = _backlog.Page;
            BlockEntry? wanted;
            lock (_sync)
            {
                if (page.Entry != null && page.Entry.Waiting == 0)
                {
                    LeavePage(page.Entry);
                }

                wanted = page.Entry == null ? _backlog.Table.FindWaiting() : page.Entry;
                if (wanted == null || page.HasBytes)
                {
                    return;
                }

                wanted.IsSealed = true;
            }

            int length = Files.Read(wanted.Slot, page.Buffer);
            lock (_sync)
            {
                Accept(wanted, length);
            }
        }

        private void Accept(BlockEntry entry, int length)
        {
            BlockPage page = _backlog.Page;
            bool isIt = BlockFormat.IsBlock(page.Buffer, length) && BlockFormat.NumberOf(page.Buffer) == entry.Block;
            if (!isIt)
            {
                entry.ReadFaults++;
                if (entry.ReadFaults >= MaxReadFaults)
                {
                    _backlog.DamagedRecords += (uint)entry.Count;
                    GiveUp(entry, GapReasonCode.StorageFault);
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

        private void ReadRecords(BlockEntry entry, int length)
        {
            BlockPage page = _backlog.Page;
            uint limit = _backlog.LimitOf(entry.Boot);
            _cursor.Begin(page.Buffer, length);
            page.Begin(entry);
            entry.Unacknowledged = 0;
            entry.Waiting = 0;
            while (_cursor.Next())
            {
                bool isDone = page.Add(
                    _cursor.Sequence, _cursor.At, _cursor.Length, _backlog.IsAcknowledged(entry.Boot, _cursor.Sequence));
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
                    _backlog.Lose(entry.Boot, first, lastLost, GapReasonCode.StorageFault, 0);
                }

                first = last + 2;
            }

            UnstoreDamaged(entry, limit);
            entry.Count = page.Count;
        }
    }
}
