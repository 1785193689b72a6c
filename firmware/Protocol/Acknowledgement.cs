namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to node, only after the frames' transaction is durable: every sequence of <see cref="Boot"/> up to
    /// <see cref="Cumulative"/>, and those set in the bitmap above it (bit i = sequence Cumulative + 1 + i), is stored
    /// or accounted for. Carries the gateway's time for the node's clock.
    /// </summary>
    public sealed class Acknowledgement
    {
        public const int MaxLength = 96;

        /// <summary>Longest bitmap: 256 sequences above the cumulative one.</summary>
        public const int MaxBitmapLength = 32;

        /// <summary>Bytes of the MAC: HMAC-SHA256 cut to its first half (RFC 2104, section 5).</summary>
        public const int MacLength = 16;

        private const int RequiredFields = (1 << Field.Boot) | (1 << Field.Sequence) | (1 << Field.Time);

        public Acknowledgement()
        {
            Bitmap = new byte[MaxBitmapLength];
            Mac = new byte[MacLength];
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

        /// <summary>Whether <see cref="TimeMs"/> is authenticated.</summary>
        public bool HasMac { get; set; }

        /// <summary>
        /// First 16 bytes of HMAC-SHA256 under the device key over the label "stethos-time-1", the device id, the node's
        /// nonce and the time as 8 bytes big-endian.
        /// </summary>
        public byte[] Mac { get; }

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
            int fields = 5 + (BitmapLength > 0 ? 1 : 0) + (HasMac ? 1 : 0);
            MessageWriter.Begin(writer, buffer, offset, room, fields, MessageKindCode.Acknowledgement);
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

            if (HasMac)
            {
                writer.Unsigned(Field.AckMac);
                writer.Bytes(Mac, 0, MacLength);
            }

            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            BitmapLength = 0;
            HasMac = false;
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
                case Field.AckMac:
                    ReadMac(buffer, reader);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }

        private void ReadMac(byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            if (!reader.ReadBytes(MacLength, out at, out length))
            {
                return;
            }

            if (length != MacLength)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            System.Array.Copy(buffer, at, Mac, 0, length);
            HasMac = true;
        }
    }
}
