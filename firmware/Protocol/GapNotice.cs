namespace Stethos.Protocol
{
    /// <summary>
    /// Tells the gateway that sequences <see cref="First"/> to <see cref="Last"/> of <see cref="GapBoot"/> will never
    /// come, and why. A frame like any other: it has its own sequence and is acknowledged.
    /// </summary>
    public sealed class GapNotice
    {
        public const int MaxLength = 64;

        /// <summary>As the last sequence: everything from the first one to the end of the boot, however far that went.</summary>
        public const uint OpenEnd = uint.MaxValue;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.GapFirst) | (1 << Field.GapLast) | (1 << Field.GapReason);

        // Beyond it, a number would not survive being a code.
        private const uint MaxReason = 65535;

        public GapNotice()
        {
            Key = new FrameKey();
        }

        public FrameKey Key { get; }

        /// <summary>Boot the missing sequences belong to.</summary>
        public uint GapBoot { get; set; }

        /// <summary>First missing sequence.</summary>
        public uint First { get; set; }

        /// <summary>Last missing sequence, not below <see cref="First"/>.</summary>
        public uint Last { get; set; }

        public GapReasonCode Reason { get; set; }

        /// <summary>Encodes the notice; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 10, MessageKindCode.GapNotice);
            Key.Write(writer);
            MessageWriter.Number(writer, Field.GapFirst, First);
            MessageWriter.Number(writer, Field.GapLast, Last);
            MessageWriter.Number(writer, Field.GapReason, (uint)Reason);
            MessageWriter.Number(writer, Field.GapBoot, GapBoot);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.GapNotice, MaxLength))
            {
                return reader.Error;
            }

            GapBoot = 0;
            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                ReadField(key, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : Last < First || First == 0 ? FrameErrorCode.Inconsistent : FrameErrorCode.None;
        }

        private void ReadField(int key, CborReader reader, ref int seen)
        {
            ulong value;
            ulong max = key == Field.GapReason ? MaxReason : uint.MaxValue;
            if (key > Field.GapBoot)
            {
                reader.Skip();
                return;
            }

            seen |= 1 << key;
            if (!reader.ReadUnsigned(max, out value))
            {
                return;
            }

            switch (key)
            {
                case Field.GapFirst:
                    First = (uint)value;
                    break;
                case Field.GapLast:
                    Last = (uint)value;
                    break;
                case Field.GapReason:
                    Reason = (GapReasonCode)(int)value;
                    break;
                default:
                    GapBoot = (uint)value;
                    break;
            }
        }
    }
}
