using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// What memory knows of the blocks: the table, the one that is being sent, and what was lost. A frame of this boot from
    /// <see cref="FrameRing.First"/> on is the ring's business even when a block holds it too. Not thread safe: the outbox
    /// holds its lock.
    /// </summary>
    internal sealed class Backlog
    {
        // How far an acknowledgement's bitmap reaches.
        private const uint BitmapReach = Acknowledgement.MaxBitmapLength * 8;
        private readonly FrameRing _ring;
        private uint _cumulative;

        internal Backlog(FrameRing ring, OutboxOptions options)
        {
            _ring = ring;
            Table = new BlockTable(options.BlockCount);
            Page = new BlockPage(options.BlockLength);
            Losses = new LossList();
            Ended = new EndedBoots(options.BlockCount + 1);
        }

        internal BlockTable Table { get; }

        internal BlockPage Page { get; }

        internal LossList Losses { get; }

        internal EndedBoots Ended { get; }

        /// <summary>The present boot.</summary>
        internal uint Boot { get; set; }

        /// <summary>Records found damaged.</summary>
        internal uint DamagedRecords { get; set; }

        /// <summary>Frames to be sent from blocks.</summary>
        internal int Waiting
        {
            get
            {
                int waiting = 0;
                for (int i = 0; i < Table.Count; i++)
                {
                    waiting += Table.At(i).Waiting;
                }

                return waiting;
            }
        }

        /// <summary>Sequences of a boot below this are for blocks to send; all of an earlier boot.</summary>
        internal uint LimitOf(uint boot)
        {
            return boot == Boot ? _ring.First : uint.MaxValue;
        }

        /// <summary>Oldest sequence of this boot that a block still holds, or <paramref name="otherwise"/> when it is older.</summary>
        internal uint OldestOf(uint otherwise)
        {
            for (int i = 0; i < Table.Count; i++)
            {
                BlockEntry entry = Table.At(i);
                if (entry.Boot == Boot && entry.Unacknowledged > 0 && entry.First < otherwise)
                {
                    otherwise = entry.First;
                }
            }

            return Losses.OldestOf(Boot, otherwise);
        }

        /// <summary>Whether frames of the range may still be sent, from another block than <paramref name="except"/>.</summary>
        internal bool Holds(uint boot, uint first, uint last, BlockEntry? except)
        {
            for (int i = 0; i < Table.Count; i++)
            {
                BlockEntry entry = Table.At(i);
                if (entry != except && entry.Boot == boot && entry.Unacknowledged > 0 && entry.First <= last && entry.Last >= first)
                {
                    return true;
                }
            }

            return boot == Boot && _ring.Holds(first, last);
        }

        /// <summary>Whether a frame of a block needs no sending any more, as far as memory can tell.</summary>
        internal bool IsAcknowledged(uint boot, uint sequence)
        {
            return boot == Boot && (sequence <= _cumulative || (sequence >= _ring.First && _ring.Find(sequence) < 0));
        }

        /// <summary>
        /// Announces what of a range no block but <paramref name="except"/> holds: after a write that failed halfway two
        /// blocks may hold the same frames.
        /// </summary>
        internal void Lose(uint boot, uint first, uint last, GapReasonCode reason, int frames, BlockEntry? except)
        {
            while (first <= last && first != 0)
            {
                BlockEntry? held = FirstHolding(boot, first, last, except);
                uint end = held == null ? last : held.First - 1;
                if (held == null || held.First > first)
                {
                    Losses.Add(boot, first, end, reason, frames, FindGrowing(boot, first, reason) >= 0);
                    frames = 0;
                }

                first = held == null ? 0 : held.Last + 1;
            }
        }

        /// <summary>The loss that one beginning at <paramref name="first"/> continues: nothing between is held; -1 = none.</summary>
        internal int FindGrowing(uint boot, uint first, GapReasonCode reason)
        {
            int before = Losses.Find(boot, reason);
            return before >= 0 && Losses.Last(before) < first && !Holds(boot, Losses.Last(before) + 1, first - 1, null) ? before : -1;
        }

        /// <summary>
        /// The oldest block that may be deleted; null when there is none. A damaged block stays until the notice of it is
        /// stored, and the newest one while its header tells of losses that are not accounted for.
        /// </summary>
        internal BlockEntry? FindFinished()
        {
            for (int i = 0; i < Table.Count; i++)
            {
                BlockEntry entry = Table.At(i);
                if (entry.IsSealed && entry.Unacknowledged == 0
                    && !(entry.IsDamaged && Losses.HasUnstored(GapReasonCode.StorageFault, _ring))
                    && !(i == Table.Count - 1 && Losses.HasAny))
                {
                    return entry;
                }
            }

            return null;
        }

        /// <summary>The whole block goes, with what memory still holds of it: these are the oldest frames of all.</summary>
        internal void Drop(BlockEntry? entry)
        {
            if (entry == null)
            {
                return;
            }

            int frames = entry.Unacknowledged;
            _ring.FreeBlock(entry.Block);
            GiveUp(entry, entry.Last, GapReasonCode.OutboxOverrun, frames);
        }

        /// <summary>Nothing of a block is sent any more; announces its sequences up to <paramref name="last"/>.</summary>
        internal void GiveUp(BlockEntry entry, uint last, GapReasonCode reason, int frames)
        {
            entry.GiveUp();
            LeavePage(entry);
            if (entry.Boot == Boot)
            {
                Losses.Dropped(entry.First, last);
                Ended.Dropped(entry.First, last);
            }

            if (frames > 0)
            {
                Lose(entry.Boot, entry.First, last, reason, frames, entry);
            }
        }

        /// <summary>The block is not the one being sent any more.</summary>
        internal void LeavePage(BlockEntry entry)
        {
            if (Page.Entry == entry)
            {
                Page.Entry = null;
                Page.HasBytes = false;
            }
        }

        /// <summary>The ring gives up its oldest frame, which a block holds.</summary>
        internal void Evict()
        {
            BlockEntry? entry = Table.Find(_ring.HeadBlock);
            if (_ring.IsHeadHeld && entry != null)
            {
                entry.Waiting++;
            }

            _ring.RemoveHead();
        }

        internal int Take(long nowMs, long resendMs, byte[] frame, out bool resent)
        {
            resent = false;
            return Page.Entry == null ? 0 : Page.Take(LimitOf(Page.Entry.Boot), nowMs, resendMs, frame, out resent);
        }

        /// <summary>
        /// Frees what an acknowledgement of any boot covers; returns how many frames it was. The ring has not been touched
        /// yet: it needs the blocks of the frames it is going to free.
        /// </summary>
        internal int Acknowledge(Acknowledgement acknowledgement)
        {
            if (acknowledgement.Boot == Boot)
            {
                _cumulative = acknowledgement.Cumulative > _cumulative ? acknowledgement.Cumulative : _cumulative;
                Losses.Acknowledge(acknowledgement);
                AcknowledgeStored(acknowledgement);
            }

            int freed = AcknowledgePage(acknowledgement);
            for (int i = 0; i < Table.Count; i++)
            {
                BlockEntry entry = Table.At(i);
                if (entry != Page.Entry && entry.Boot == acknowledgement.Boot && entry.Last <= acknowledgement.Cumulative)
                {
                    freed += entry.Waiting;
                    entry.Waiting = 0;
                    entry.Unacknowledged = 0;
                }
            }

            return freed;
        }

        private BlockEntry? FirstHolding(uint boot, uint first, uint last, BlockEntry? except)
        {
            BlockEntry? holding = null;
            for (int i = 0; i < Table.Count; i++)
            {
                BlockEntry entry = Table.At(i);
                if (entry != except && entry.Boot == boot && entry.Unacknowledged > 0 && entry.First <= last && entry.Last >= first
                    && (holding == null || entry.First < holding.First))
                {
                    holding = entry;
                }
            }

            return holding;
        }

        // Frames that are in the ring and in a block: the block has one less to wait for.
        private void AcknowledgeStored(Acknowledgement acknowledgement)
        {
            for (int i = 0; i < _ring.Count; i++)
            {
                int slot = _ring.SlotAt(i);
                uint block = _ring.BlockOf(slot);
                if (block != 0 && _ring.LengthOf(slot) > 0 && acknowledgement.Covers(_ring.SequenceOf(slot)))
                {
                    BlockEntry? entry = Table.Find(block);
                    if (entry != null && entry != Page.Entry && entry.Unacknowledged > 0)
                    {
                        entry.Unacknowledged--;
                    }
                }
            }
        }

        private int AcknowledgePage(Acknowledgement acknowledgement)
        {
            BlockEntry? entry = Page.Entry;
            if (entry == null || entry.Boot != acknowledgement.Boot)
            {
                return 0;
            }

            int freed = 0;
            uint limit = LimitOf(entry.Boot);
            uint oldest = 0;
            for (int i = 0; i < Page.Count; i++)
            {
                uint sequence = Page.SequenceAt(i);
                if (Page.IsDone(i))
                {
                    continue;
                }

                if (!acknowledgement.Covers(sequence))
                {
                    oldest = oldest == 0 ? sequence : oldest;
                    continue;
                }

                Page.Finish(i);
                entry.Unacknowledged--;
                if (sequence < limit)
                {
                    entry.Waiting--;
                    freed++;
                }
            }

            uint missing = acknowledgement.Cumulative + 1;
            if (oldest > missing && oldest - missing >= BitmapReach && !Holds(entry.Boot, missing, oldest - 1, entry))
            {
                // The gateway waits for frames before these that nobody has any more, too many for its bitmap to step over.
                GapReasonCode reason = entry.Boot == Boot ? GapReasonCode.StoredElsewhere : GapReasonCode.Restart;
                Losses.Add(entry.Boot, missing, oldest - 1, reason, 0, false);
            }

            return freed;
        }
    }
}
