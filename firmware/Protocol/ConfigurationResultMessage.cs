namespace Stethos.Protocol
{
    /// <summary>
    /// What became of a configuration, and which setting was at fault. A frame like any other: it has its own sequence
    /// and is acknowledged.
    /// </summary>
    public sealed class ConfigurationResultMessage
    {
        public const int MaxLength = 64;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.ConfigurationNumber) | (1 << Field.ConfigurationResult);

        public ConfigurationResultMessage()
        {
            Key = new FrameKey();
        }

        public FrameKey Key { get; }

        /// <summary>Number of the configuration it is about; 0 = none could be read.</summary>
        public uint Number { get; set; }

        public ConfigurationResultCode Result { get; set; }

        /// <summary>A <see cref="SettingKey"/>, or another number the configuration named; 0 = none.</summary>
        public int Setting { get; set; }

        /// <summary>Encodes the frame; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(9);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.ConfigurationResult);
            Key.Write(writer);
            writer.Unsigned(Field.ConfigurationNumber);
            writer.Unsigned(Number);
            writer.Unsigned(Field.ConfigurationResult);
            writer.Unsigned((ulong)Result);
            writer.Unsigned(Field.ConfigurationSetting);
            writer.Unsigned((ulong)Setting);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.ConfigurationResult, MaxLength))
            {
                return reader.Error;
            }

            Setting = 0;
            while (reader.NextField(out key))
            {
                if (FrameKey.IsKeyField(key))
                {
                    Key.ReadField(key, buffer, reader.Cbor, ref seen);
                }
                else
                {
                    ReadField(key, reader.Cbor, ref seen);
                }
            }

            if (reader.End() != FrameErrorCode.None)
            {
                return reader.Error;
            }

            return (seen & RequiredFields) != RequiredFields ? FrameErrorCode.MissingField : FrameErrorCode.None;
        }

        private void ReadField(int key, CborReader reader, ref int seen)
        {
            ulong wide;
            int number;
            switch (key)
            {
                case Field.ConfigurationNumber:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Number = (uint)wide;
                    break;
                case Field.ConfigurationResult:
                    reader.ReadInt(65535, out number);
                    Result = (ConfigurationResultCode)number;
                    break;
                case Field.ConfigurationSetting:
                    reader.ReadInt(65535, out number);
                    Setting = number;
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
