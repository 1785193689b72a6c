using System;
using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Builds the table of blocks from what the file store holds at start. Changes no file: a cut here changes nothing.
    /// Every whole record is kept and sent again, since what was acknowledged before is not remembered.
    /// </summary>
    internal static class OutboxRecovery
    {
        private const int Attempts = 3;
        private const uint NumberJump = 65536;

        /// <summary>Reads every file once; returns a number that no block has exceeded, 0 when there is none.</summary>
        internal static uint Run(BlockFiles files, Backlog backlog, int blockCount)
        {
            BlockCursor cursor = new BlockCursor();
            byte[] buffer = backlog.Page.Buffer;
            byte[][] headers = new byte[blockCount][];
            bool hasUnreadable = false;
            bool hasReserved = false;
            for (int slot = 0; slot < blockCount; slot++)
            {
                int length = Read(files, slot, buffer);
                if (length < 0)
                {
                    // It may be read at the next start, so it is not written over.
                    backlog.Table.Reserve(slot);
                    hasReserved = true;
                }

                if (!BlockFormat.TakeHeader(buffer, length))
                {
                    hasUnreadable |= length != 0;
                    continue;
                }

                BlockEntry entry = backlog.Table.Add(slot, BlockFormat.BootOf(buffer), BlockFormat.NumberOf(buffer));
                entry.IsSealed = true;
                headers[slot] = new byte[BlockFormat.HeaderLength];
                Array.Copy(buffer, 0, headers[slot], 0, BlockFormat.HeaderLength);
                ReadRecords(cursor, buffer, length, entry, backlog);
                backlog.Ended.Add(entry.Boot, entry.Last);
            }

            FindLossesBetweenBlocks(backlog, hasUnreadable);
            for (int i = backlog.Table.Count - 1; i >= 0; i--)
            {
                RepeatLosses(headers[backlog.Table.At(i).Slot], backlog);
            }

            // A block that could not be read may have a higher number than all that could.
            return (backlog.Table.Count > 0 ? backlog.Table.At(backlog.Table.Count - 1).Block : 0) + (hasReserved ? NumberJump : 0);
        }

        private static int Read(BlockFiles files, int slot, byte[] buffer)
        {
            int length = -1;
            for (int i = 0; i < Attempts && length < 0; i++)
            {
                length = files.Read(slot, buffer);
            }

            return length;
        }

        private static void ReadRecords(BlockCursor cursor, byte[] buffer, int length, BlockEntry entry, Backlog backlog)
        {
            int whole = 0;
            cursor.Begin(buffer, length);
            while (cursor.Next())
            {
                bool isFirst = whole == 0;
                entry.HasDamagedHead |= cursor.IsAfterDamage && isFirst;
                backlog.DamagedRecords += cursor.IsAfterDamage && isFirst ? 1u : 0u;

                // Counted but not whole: its loss is announced when the block is read to be sent and all others are known.
                entry.Count += cursor.IsAfterDamage && !isFirst ? 2 : 1;
                entry.First = isFirst ? cursor.Sequence : entry.First;
                entry.Last = cursor.Sequence;
                whole++;
            }

            backlog.DamagedRecords += cursor.IsAfterDamage ? 1u : 0u;
            entry.HasDamagedTail = cursor.IsAfterDamage;
            entry.Length = cursor.End;
            entry.Unacknowledged = whole;
            entry.Waiting = whole;
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

                // Of the first block of a boot it is not known what came before it; what nobody holds will not come.
                bool isAfterDamage = isDamaged || entry.HasDamagedHead;
                uint last = 0;
                if (before != null && before.Boot == entry.Boot)
                {
                    last = before.Last;
                    isAfterDamage |= before.HasDamagedTail || (hasUnreadable && entry.Block - before.Block > 1);
                }

                if (isAfterDamage && last + 1 < entry.First && !backlog.Holds(entry.Boot, last + 1, entry.First - 1, null))
                {
                    backlog.Lose(entry.Boot, last + 1, entry.First - 1, GapReasonCode.StorageFault, 0, null);
                }

                before = entry;
                isDamaged = false;
            }
        }

        // What was given up may not have been announced before the cut; nor was it given up yet when the cut came before the
        // block that had to go was deleted. The newest header tells most, but it may be the one that is damaged.
        private static void RepeatLosses(byte[] header, Backlog backlog)
        {
            for (int i = 0; i < BlockFormat.LossPlaces; i++)
            {
                uint boot;
                uint first;
                uint last;
                if (BlockFormat.GetLoss(header, i, out boot, out first, out last))
                {
                    backlog.Lose(boot, first, last, GapReasonCode.OutboxOverrun, 0, null);
                }
            }
        }
    }
}
