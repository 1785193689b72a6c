using Stethos.Protocol;

namespace Stethos.App.Outboxes
{
    /// <summary>
    /// Bytes of a block file, all numbers little-endian; drawn in docs/outbox-format.md. Header: mark, format, boot of its
    /// frames, number of the block (one more for every block begun, never used again), CRC; then four ranges that were given
    /// up to make room and are not accounted for yet (boot, first, last; boot 0 = none), boot and number again, CRC: damage
    /// in one half leaves the other, and with it the frames. Then records: length, sequence, CRC, frame. A record's CRC is
    /// mixed with the number of the block, so that what an older file of the same name left on the medium is never taken for
    /// a record of this one.
    /// </summary>
    internal static class BlockFormat
    {
        internal const int HeaderLength = 80;
        internal const int RecordHeaderLength = 10;

        /// <summary>Records in a block at most: bounds what is kept about the block being sent.</summary>
        internal const int MaxRecords = 64;

        // Shorter than any message on `w`: no block holds more records than so many would make.
        private const int LeastFrame = 22;

        /// <summary>Ranges in a header.</summary>
        internal const int LossPlaces = 4;

        private const int BootAt = 8;
        private const int FirstCrcAt = 16;
        private const int LossAt = 20;
        private const int BootAgainAt = LossAt + LossPlaces * 12;
        private const int CrcAt = HeaderLength - 4;

        // "SOB1" and format 1.
        private const uint Mark = 0x31424F53;
        private const uint Format = 1;

        /// <summary>Most records of a block of this length.</summary>
        internal static int RecordsIn(int blockLength)
        {
            int records = (blockLength - HeaderLength) / (RecordHeaderLength + LeastFrame);
            return records < MaxRecords ? records : MaxRecords;
        }

        internal static void BeginHeader(byte[] buffer, uint boot, uint block)
        {
            PutWord(buffer, 0, Mark);
            PutWord(buffer, 4, Format);
            PutWord(buffer, BootAt, boot);
            PutWord(buffer, BootAt + 4, block);
            PutWord(buffer, BootAgainAt, boot);
            PutWord(buffer, BootAgainAt + 4, block);
            for (int i = 0; i < LossPlaces; i++)
            {
                PutLoss(buffer, i, 0, 0, 0);
            }
        }

        internal static void PutLoss(byte[] buffer, int place, uint boot, uint first, uint last)
        {
            PutWord(buffer, LossAt + place * 12, boot);
            PutWord(buffer, LossAt + place * 12 + 4, first);
            PutWord(buffer, LossAt + place * 12 + 8, last);
        }

        internal static void EndHeader(byte[] buffer)
        {
            PutWord(buffer, FirstCrcAt, Crc32.Compute(buffer, 0, FirstCrcAt));
            PutWord(buffer, CrcAt, Crc32.Compute(buffer, LossAt, CrcAt - LossAt));
        }

        /// <summary>
        /// Whether a file of <paramref name="length"/> bytes begins with the header of a block. A damaged half is replaced in
        /// the buffer by what the other one says: no ranges, or boot and number.
        /// </summary>
        internal static bool TakeHeader(byte[] buffer, int length)
        {
            if (length < HeaderLength)
            {
                return false;
            }

            bool hasFirst = GetWord(buffer, 0) == Mark && GetWord(buffer, 4) == Format
                && GetWord(buffer, FirstCrcAt) == Crc32.Compute(buffer, 0, FirstCrcAt);
            bool hasSecond = GetWord(buffer, CrcAt) == Crc32.Compute(buffer, LossAt, CrcAt - LossAt);
            if (!hasFirst && hasSecond)
            {
                PutWord(buffer, BootAt, GetWord(buffer, BootAgainAt));
                PutWord(buffer, BootAt + 4, GetWord(buffer, BootAgainAt + 4));
            }

            for (int i = 0; i < LossPlaces && !hasSecond; i++)
            {
                PutLoss(buffer, i, 0, 0, 0);
            }

            return (hasFirst || hasSecond) && BootOf(buffer) != 0;
        }

        internal static uint BootOf(byte[] buffer)
        {
            return GetWord(buffer, BootAt);
        }

        internal static uint NumberOf(byte[] buffer)
        {
            return GetWord(buffer, BootAt + 4);
        }

        /// <summary>A range of the header; false when its place is empty.</summary>
        internal static bool GetLoss(byte[] buffer, int place, out uint boot, out uint first, out uint last)
        {
            boot = GetWord(buffer, LossAt + place * 12);
            first = GetWord(buffer, LossAt + place * 12 + 4);
            last = GetWord(buffer, LossAt + place * 12 + 8);
            return boot != 0;
        }

        /// <summary>Completes a record whose frame of <paramref name="count"/> bytes lies behind the header's place.</summary>
        internal static void PutRecordHeader(byte[] buffer, int at, uint block, uint sequence, int count)
        {
            buffer[at] = (byte)count;
            buffer[at + 1] = (byte)(count >> 8);
            PutWord(buffer, at + 2, sequence);
            PutWord(buffer, at + 6, RecordCrc(buffer, at, count) ^ block);
        }

        /// <summary>Length of the frame that a record at <paramref name="at"/> claims; 0 when it cannot be one.</summary>
        internal static int ClaimedLength(byte[] buffer, int at, int end)
        {
            if (end - at <= RecordHeaderLength)
            {
                return 0;
            }

            int count = LengthAt(buffer, at);
            return count <= Outbox.MaxSlotLength && count <= end - at - RecordHeaderLength ? count : 0;
        }

        /// <summary>Length of the frame of a record that is known to be whole.</summary>
        internal static int LengthAt(byte[] buffer, int at)
        {
            return buffer[at] | (buffer[at + 1] << 8);
        }

        /// <summary>Whether the record with a claimed length is whole and of this block.</summary>
        internal static bool IsRecord(byte[] buffer, int at, int count, uint block)
        {
            return GetWord(buffer, at + 6) == (RecordCrc(buffer, at, count) ^ block);
        }

        internal static uint SequenceAt(byte[] buffer, int at)
        {
            return GetWord(buffer, at + 2);
        }

        private static uint RecordCrc(byte[] buffer, int at, int count)
        {
            return Crc32.Update(Crc32.Compute(buffer, at, 6), buffer, at + RecordHeaderLength, count);
        }

        private static void PutWord(byte[] buffer, int at, uint value)
        {
            buffer[at] = (byte)value;
            buffer[at + 1] = (byte)(value >> 8);
            buffer[at + 2] = (byte)(value >> 16);
            buffer[at + 3] = (byte)(value >> 24);
        }

        private static uint GetWord(byte[] buffer, int at)
        {
            return buffer[at] | ((uint)buffer[at + 1] << 8) | ((uint)buffer[at + 2] << 16) | ((uint)buffer[at + 3] << 24);
        }
    }
}
