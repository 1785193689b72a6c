namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to one node, about every hour: which release is the newest, as of when. A node that hears none knows that it
    /// may be kept from updates. The MAC is HMAC-SHA256 under the device's update key (docs/protocol.md) over the label
    /// "stethos-fresh-1", device, sequence, time and expiry (4 bytes big-endian each).
    /// </summary>
    public sealed class FreshnessMessage
    {
        public const int MaxLength = 80;

        private const int RequiredFields = (1 << Field.Device) | (1 << UpdateField.FreshSequence) | (1 << UpdateField.FreshTime)
            | (1 << UpdateField.FreshExpiry) | (1 << UpdateField.FreshMac);

        public FreshnessMessage()
        {
            Device = new byte[FrameKey.DeviceLength];
            Mac = new byte[UpdateCommandMessage.MacLength];
        }

        public byte[] Device { get; }

        /// <summary>Sequence of the newest manifest for this device; 0 = none yet.</summary>
        public uint Sequence { get; set; }

        /// <summary>The gateway's time, seconds since 1970.</summary>
        public uint TimeSeconds { get; set; }

        /// <summary>From when on it says nothing any more, seconds since 1970; above the time.</summary>
        public uint ExpirySeconds { get; set; }

        public byte[] Mac { get; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(7);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.Freshness);
            writer.Unsigned(Field.Device);
            writer.Bytes(Device, 0, Device.Length);
            writer.Unsigned(UpdateField.FreshSequence);
            writer.Unsigned(Sequence);
            writer.Unsigned(UpdateField.FreshTime);
            writer.Unsigned(TimeSeconds);
            writer.Unsigned(UpdateField.FreshExpiry);
            writer.Unsigned(ExpirySeconds);
            writer.Unsigned(UpdateField.FreshMac);
            writer.Bytes(Mac, 0, Mac.Length);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Freshness, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : ExpirySeconds <= TimeSeconds ? FrameErrorCode.Inconsistent
                : FrameErrorCode.None;
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong wide;
            switch (key)
            {
                case Field.Device:
                    UpdateCommandMessage.ReadExactly(buffer, reader, Device);
                    break;
                case UpdateField.FreshSequence:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Sequence = (uint)wide;
                    break;
                case UpdateField.FreshTime:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    TimeSeconds = (uint)wide;
                    break;
                case UpdateField.FreshExpiry:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    ExpirySeconds = (uint)wide;
                    break;
                case UpdateField.FreshMac:
                    UpdateCommandMessage.ReadExactly(buffer, reader, Mac);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
