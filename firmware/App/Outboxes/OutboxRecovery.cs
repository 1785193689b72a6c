using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Builds the table of blocks from what the file store holds at start. Changes no file: a cut here changes nothing.
    /// Every whole record is kept and sent again, since what was acknowledged before is not remembered.
    /// </summary>
    internal static class OutboxRecovery
    {
        /// <summary>Reads every file once; returns the highest number of a block, 0 when there is none.</summary>
        internal static uint Run(BlockFiles files, Backlog backlog, int blockCount)
        {
            BlockCursor cursor = new BlockCursor();
            byte[] buffer = backlog.Page.Buffer;
            bool hasUnreadable = false;
            uint highest = 0;
            uint newest = 0;
            for (int slot = 0; slot < blockCount; slot++)
            {
                uint faults = files.Faults;
                int length = files.Read(slot, buffer);
                if (!BlockFormat.IsBlock(buffer, length))
                {
                    hasUnreadable |= length > 0 || files.Faults != faults;
                    continue;
                }

                uint block = BlockFormat.NumberOf(buffer);
                BlockEntry entry = backlog.Table.Add(slot, BlockFormat.BootOf(buffer), block);
                entry.IsSealed = true;
                newest = block > highest ? block : newest;
                highest = block > highest ? block : highest;
                ReadRecords(cursor, buffer, length, entry, backlog);
            }

            FindLossesBetweenBlocks(backlog, hasUnreadable);
            RepeatLoss(files, backlog, newest);
            return highest;
        }

        private static void ReadRecords(BlockCursor cursor, byte[] buffer, int length, BlockEntry entry, Backlog backlog)
        {
            cursor.Begin(buffer, length);
            while (cursor.Next())
            {
                if (cursor.IsAfterDamage)
                {
                    backlog.DamagedRecords++;
                    entry.HasDamagedHead |= entry.Count == 0;
                }

                if (cursor.IsAfterDamage && entry.Count > 0)
                {
                    backlog.Lose(entry.Boot, entry.Last + 1, cursor.Sequence - 1, GapReasonCode.StorageFault, 0);
                }

                entry.First = entry.Count == 0 ? cursor.Sequence : entry.First;
                entry.Last = cursor.Sequence;
                entry.Count++;
            }

            backlog.DamagedRecords += cursor.IsAfterDamage ? 1u : 0u;
            entry.HasDamagedTail = cursor.IsAfterDamage;
            entry.Length = cursor.End;
            entry.Unacknowledged = entry.Count;
            entry.Waiting = entry.Count;
        }

        // Between two blocks of a boot, damage or a missing block explains why the sequences do not join; without either,
        // the frames between were acknowledged before they had to be stored.
        private static void FindLossesBetweenBlocks(Backlog backlog, bool hasUnreadable)
        {
            BlockEntry? before = null;
            bool isDamaged = false;
            for (int i = 0; i < backlog.Table.Count; i++)
            {
                BlockEntry entry = backlog.Table.At(i);
                if (entry.Count == 0)
                {
                    isDamaged |= entry.HasDamagedTail;
                    continue;
                }

                if (before != null && before.Boot == entry.Boot && before.Last + 1 < entry.First)
                {
                    bool isMissing = hasUnreadable && entry.Block - before.Block > 1;
                    if ((isDamaged || isMissing || before.HasDamagedTail || entry.HasDamagedHead)
                        && !backlog.Holds(entry.Boot, before.Last + 1, entry.First - 1, null))
                    {
                        backlog.Lose(entry.Boot, before.Last + 1, entry.First - 1, GapReasonCode.StorageFault, 0);
                    }
                }

                before = entry;
                isDamaged = false;
            }
        }

        // What was given up to make room for the newest block may not have been announced before the cut.
        private static void RepeatLoss(BlockFiles files, Backlog backlog, uint newest)
        {
            BlockEntry? entry = backlog.Table.Find(newest);
            byte[] buffer = backlog.Page.Buffer;
            if (entry == null || !BlockFormat.IsBlock(buffer, files.Read(entry.Slot, buffer)))
            {
                return;
            }

            uint boot = BlockFormat.LossBootOf(buffer);
            uint first = BlockFormat.LossFirstOf(buffer);
            uint last = BlockFormat.LossLastOf(buffer);
            if (boot != 0 && !backlog.Holds(boot, first, last, null))
            {
                backlog.Lose(boot, first, last, GapReasonCode.OutboxOverrun, 0);
            }
        }
    }
}
