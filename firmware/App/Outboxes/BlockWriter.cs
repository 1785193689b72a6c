using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Writes what is in memory only to the open block, or begins the next one and gives up the oldest when it took the last
    /// free file. A batch counts once it is read back; after a fault the block is sealed and the batch goes to another.
    /// </summary>
    internal sealed class BlockWriter
    {
        // Frames in one append when more are waiting than a batch needs: after a fault, or when notices come on top.
        private const int CatchUpFrames = 8;
        private readonly object _sync;
        private readonly FrameRing _ring;
        private readonly Backlog _backlog;
        private readonly BlockFiles _files;
        private readonly OutboxOptions _options;

        // Built in the page's buffer: the page is read again after each batch anyway.
        private readonly byte[] _batch;
        private readonly uint[] _sequences;
        private uint _lastBlock;
        private uint _block;
        private int _length;
        private int _count;

        internal BlockWriter(
            object sync, FrameRing ring, Backlog backlog, BlockFiles files, OutboxOptions options, uint lastBlock)
        {
            _sync = sync;
            _ring = ring;
            _backlog = backlog;
            _files = files;
            _options = options;
            _lastBlock = lastBlock;
            _batch = backlog.Page.Buffer;
            _sequences = new uint[options.BatchFrames > CatchUpFrames ? options.BatchFrames : CatchUpFrames];
        }

        /// <summary>Number of the block begun last, whenever that was.</summary>
        internal uint LastBlock
        {
            get { return _lastBlock; }
        }

        /// <summary>One batch when it is due, or anything at all with <paramref name="isLast"/>; false when the store failed.</summary>
        internal bool Write(long nowMs, bool isLast)
        {
            BlockEntry? open;
            BlockEntry? victim = null;
            int slot;
            lock (_sync)
            {
                if (!IsDue(nowMs, isLast))
                {
                    return true;
                }

                open = OpenFor(_ring.SlotAt(_ring.FindUnstored(0)));
                slot = open == null ? _backlog.Table.FindFreeSlot() : open.Slot;
                if (slot < 0)
                {
                    MakeRoom();
                    return true;
                }

                _backlog.Page.HasBytes = false;
                victim = open == null ? Begin() : null;
                FillBatch(open);
            }

            bool isDone = _files.Put(slot, open == null ? 0 : open.Length, _batch, _length);
            lock (_sync)
            {
                if (isDone)
                {
                    Commit(open == null ? _backlog.Table.Add(slot, _backlog.Boot, _block) : open);
                    _backlog.Drop(victim);
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

        private bool IsDue(long nowMs, bool isLast)
        {
            bool hasWaited;
            int waiting = _ring.CountUnstored(nowMs, _options.BatchMs, out hasWaited);
            return waiting > 0 && (waiting >= _options.BatchFrames || hasWaited || isLast);
        }

        // No file is free: a cut came between beginning a block and deleting the one that had to go for it.
        private void MakeRoom()
        {
            if (_backlog.FindFinished() == null && _backlog.Table.Count > 0)
            {
                _backlog.Drop(_backlog.Table.At(0));
            }
        }

        private BlockEntry? Begin()
        {
            BlockEntry? victim = FindVictim();
            _lastBlock++;
            PutHeader(_lastBlock, victim);
            return victim;
        }

        // The open block when the frame belongs behind its last one and fits; else it is sealed.
        private BlockEntry? OpenFor(int slot)
        {
            BlockEntry? open = _backlog.Table.Open;
            if (open != null && (open.Count >= _backlog.Page.Capacity || _ring.SequenceOf(slot) <= open.Last
                || open.Length + BlockFormat.RecordHeaderLength + _ring.LengthOf(slot) > _options.BlockLength))
            {
                open.IsSealed = true;
                open = null;
            }

            _block = open == null ? _lastBlock + 1 : open.Block;
            _length = open == null ? BlockFormat.HeaderLength : 0;
            return open;
        }

        // Beginning a block takes the last free file, so the oldest block goes: there is a free one again before the next.
        private BlockEntry? FindVictim()
        {
            BlockTable table = _backlog.Table;
            return table.Free == 1 && table.Count > 0 && _backlog.FindFinished() == null ? table.At(0) : null;
        }

        // The header tells what goes for this block and what went before and is not accounted for: the notices of it are
        // frames, and a cut may come before they are made.
        private void PutHeader(uint block, BlockEntry? victim)
        {
            int place = 0;
            int grown = -1;
            LossList losses = _backlog.Losses;
            BlockFormat.BeginHeader(_batch, _backlog.Boot, block);
            if (victim != null)
            {
                grown = _backlog.FindGrowing(victim.Boot, victim.First, GapReasonCode.OutboxOverrun);
                BlockFormat.PutLoss(_batch, place, victim.Boot, grown < 0 ? victim.First : losses.First(grown), victim.Last);
                place++;
            }

            for (int i = 0; i < LossList.Capacity && place < BlockFormat.LossPlaces; i++)
            {
                if (losses.IsUsed(i) && i != grown && losses.Reason(i) == GapReasonCode.OutboxOverrun)
                {
                    BlockFormat.PutLoss(_batch, place, losses.Boot(i), losses.First(i), losses.Last(i));
                    place++;
                }
            }

            BlockFormat.EndHeader(_batch);
        }

        private void FillBatch(BlockEntry? open)
        {
            int room = _options.BlockLength - (open == null ? 0 : open.Length);
            int records = _backlog.Page.Capacity - (open == null ? 0 : open.Count);
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
                BlockFormat.PutRecordHeader(_batch, _length, _block, _sequences[_count], length);
                _length = end;
                _count++;
                index = _ring.FindUnstored(index + 1);
            }
        }

        // What was acknowledged or dropped while it was being written needs nothing any more.
        private void Commit(BlockEntry entry)
        {
            entry.First = entry.Count == 0 ? _sequences[0] : entry.First;
            entry.Last = _sequences[_count - 1];
            entry.Count += _count;
            entry.Length += _length;
            for (int i = 0; i < _count; i++)
            {
                entry.Unacknowledged += _ring.Stored(_sequences[i], _block) ? 1 : 0;
            }
        }
    }
}
