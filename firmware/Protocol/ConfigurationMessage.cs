namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to node: settings under a number that only rises. The MAC is HMAC-SHA256 under the device key over the
    /// label "stethos-cfg-1", the device id, the number as 4 bytes big-endian, and the body; the body is read only when
    /// it was right.
    /// </summary>
    public sealed class ConfigurationMessage
    {
        public const int MaxLength = 256;

        /// <summary>Longest body: a map of <see cref="SettingKey"/> and values.</summary>
        public const int MaxBodyLength = 200;

        public const int MacLength = 32;

        private const int RequiredFields = (1 << Field.ConfigurationNumber) | (1 << Field.ConfigurationBody)
            | (1 << Field.ConfigurationMac);

        public ConfigurationMessage()
            : this(new byte[MaxBodyLength])
        {
        }

        /// <summary>With room for the body in a buffer of at least <see cref="MaxBodyLength"/> that others use at other times.</summary>
        public ConfigurationMessage(byte[] body)
        {
            Body = body;
            Mac = new byte[MacLength];
        }

        /// <summary>1 to 2^32-1.</summary>
        public uint Number { get; set; }

        public byte[] Body { get; }

        /// <summary>Bytes of the body in use.</summary>
        public int BodyLength { get; set; }

        public byte[] Mac { get; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 5, MessageKindCode.Configuration);
            writer.Unsigned(Field.ConfigurationNumber);
            writer.Unsigned(Number);
            writer.Unsigned(Field.ConfigurationBody);
            writer.Bytes(Body, 0, BodyLength);
            writer.Unsigned(Field.ConfigurationMac);
            writer.Bytes(Mac, 0, MacLength);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Configuration, MaxLength))
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
                case Field.ConfigurationNumber:
                    reader.ReadUnsigned(uint.MaxValue, out value);
                    Number = (uint)value;
                    if (value == 0)
                    {
                        reader.Fail(FrameErrorCode.OutOfRange);
                    }

                    break;
                case Field.ConfigurationBody:
                    if (reader.ReadBytes(MaxBodyLength, out at, out length))
                    {
                        System.Array.Copy(buffer, at, Body, 0, length);
                        BodyLength = length;
                    }

                    break;
                case Field.ConfigurationMac:
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
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
