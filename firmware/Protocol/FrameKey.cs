namespace Stethos.Protocol
{
    /// <summary>
    /// What identifies a frame for ever: the device, its boot count and the sequence within that boot. Shared by all
    /// messages that come from a node.
    /// </summary>
    public sealed class FrameKey
    {
        /// <summary>Bytes of a device id.</summary>
        public const int DeviceLength = 8;

        public FrameKey()
        {
            Device = new byte[DeviceLength];
        }

        /// <summary>8 bytes, unique for the life of the hardware.</summary>
        public byte[] Device { get; }

        /// <summary>Counts the node's starts, from 1.</summary>
        public uint Boot { get; set; }

        /// <summary>Counts the frames of this boot, from 1; given when the window is made, so a gap shows.</summary>
        public uint Sequence { get; set; }

        /// <summary>Milliseconds: UTC since 1970, or since boot when the quality field says the clock is unsure.</summary>
        public ulong TimeMs { get; set; }

        /// <summary>Copies an 8-byte device id.</summary>
        public void SetDevice(byte[] source, int offset)
        {
            for (int i = 0; i < DeviceLength; i++)
            {
                Device[i] = source[offset + i];
            }
        }

        internal void Write(CborWriter writer)
        {
            writer.Unsigned(Field.Device);
            writer.Bytes(Device, 0, DeviceLength);
            writer.Unsigned(Field.Boot);
            writer.Unsigned(Boot);
            writer.Unsigned(Field.Sequence);
            writer.Unsigned(Sequence);
            writer.Unsigned(Field.Time);
            writer.Unsigned(TimeMs);
        }

        internal static bool IsKeyField(int key)
        {
            return key >= Field.Device && key <= Field.Time;
        }

        // Returns the field's bit for the caller's "what was there" mask through seen.
        internal bool ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong value;
            int offset;
            int count;
            seen |= 1 << key;
            switch (key)
            {
                case Field.Device:
                    if (!reader.ReadBytes(DeviceLength, out offset, out count))
                    {
                        return false;
                    }

                    if (count != DeviceLength)
                    {
                        return reader.Fail(FrameErrorCode.OutOfRange);
                    }

                    SetDevice(buffer, offset);
                    return true;
                case Field.Boot:
                    if (!reader.ReadUnsigned(uint.MaxValue, out value))
                    {
                        return false;
                    }

                    Boot = (uint)value;
                    return true;
                case Field.Sequence:
                    if (!reader.ReadUnsigned(uint.MaxValue, out value))
                    {
                        return false;
                    }

                    Sequence = (uint)value;
                    return true;
                default:
                    if (!reader.ReadUnsigned(long.MaxValue, out value))
                    {
                        return false;
                    }

                    TimeMs = value;
                    return true;
            }
        }
    }
}
