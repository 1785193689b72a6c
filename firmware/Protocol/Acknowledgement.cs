namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to node, only after the frames' transaction is durable: every sequence of <see cref="Boot"/> up to
    /// <see cref="Cumulative"/>, and those set in the bitmap above it (bit i = sequence Cumulative + 1 + i), is stored
    /// or accounted for. Carries the gateway's time for the node's clock.
    /// </summary>
    public sealed class Acknowledgement
    {
        public const int MaxLength = 64;

        /// <summary>Longest bitmap: 256 sequences above the cumulative one.</summary>
        public const int MaxBitmapLength = 32;

        private const int RequiredFields = (1 << Field.Boot) | (1 << Field.Sequence) | (1 << Field.Time);

        public Acknowledgement()
        {
            Bitmap = new byte[MaxBitmapLength];
        }

        public uint Boot { get; set; }

        /// <summary>0 = none yet.</summary>
        public uint Cumulative { get; set; }

        /// <summary>Gateway's UTC in milliseconds since 1970; 0 = the gateway does not know either.</summary>
        public ulong TimeMs { get; set; }

        /// <summary>Least significant bit first.</summary>
        public byte[] Bitmap { get; }

        /// <summary>Bytes of the bitmap in use.</summary>
        public int BitmapLength { get; set; }

        /// <summary>Whether a sequence is acknowledged.</summary>
        public bool Covers(uint sequence)
        {
            if (sequence <= Cumulative)
            {
                return true;
            }

            uint bit = sequence - Cumulative - 1;
            return bit < (uint)(BitmapLength * 8) && (Bitmap[bit >> 3] & (1 << (int)(bit & 7))) != 0;
        }

        /// <summary>Marks a sequence above the cumulative one; returns false when it is beyond the bitmap.</summary>
        public bool Mark(uint sequence)
        {
            uint bit = sequence - Cumulative - 1;
            if (sequence <= Cumulative || bit >= MaxBitmapLength * 8)
            {
                return false;
            }

            int index = (int)(bit >> 3);
            while (BitmapLength <= index)
            {
                Bitmap[BitmapLength] = 0;
                BitmapLength++;
            }

            Bitmap[index] |= (byte)(1 << (int)(bit & 7));
            return true;
        }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(BitmapLength > 0 ? 6 : 5);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.Acknowledgement);
            writer.Unsigned(Field.Boot);
            writer.Unsigned(Boot);
            writer.Unsigned(Field.Sequence);
            writer.Unsigned(Cumulative);
            writer.Unsigned(Field.Time);
            writer.Unsigned(TimeMs);
            if (BitmapLength > 0)
            {
                writer.Unsigned(Field.AckBitmap);
                writer.Bytes(Bitmap, 0, BitmapLength);
            }

            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            BitmapLength = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Acknowledgement, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            if (reader.End() != FrameErrorCode.None)
            {
                return reader.Error;
            }

            return (seen & RequiredFields) != RequiredFields ? FrameErrorCode.MissingField : FrameErrorCode.None;
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong value;
            int at;
            int length;
            switch (key)
            {
                case Field.Boot:
                    reader.ReadUnsigned(uint.MaxValue, out value);
                    Boot = (uint)value;
                    break;
                case Field.Sequence:
                    reader.ReadUnsigned(uint.MaxValue, out value);
                    Cumulative = (uint)value;
                    break;
                case Field.Time:
                    reader.ReadUnsigned(long.MaxValue, out value);
                    TimeMs = value;
                    break;
                case Field.AckBitmap:
                    if (reader.ReadBytes(MaxBitmapLength, out at, out length))
                    {
                        System.Array.Copy(buffer, at, Bitmap, 0, length);
                        BitmapLength = length;
                    }

                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
