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
            MessageWriter.Begin(writer, buffer, offset, room, 9, MessageKindCode.ConfigurationResult);
            Key.Write(writer);
            MessageWriter.Number(writer, Field.ConfigurationNumber, Number);
            MessageWriter.Number(writer, Field.ConfigurationResult, (uint)Result);
            MessageWriter.Number(writer, Field.ConfigurationSetting, (uint)Setting);
            return MessageWriter.End(writer);
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
            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                ReadField(key, reader.Cbor, ref seen);
            }

            return reader.End(seen, RequiredFields);
        }

        private void ReadField(int key, CborReader reader, ref int seen)
        {
            switch (key)
            {
                case Field.ConfigurationNumber:
                    Number = reader.TakeWide();
                    break;
                case Field.ConfigurationResult:
                    Result = (ConfigurationResultCode)reader.TakeInt(65535);
                    break;
                case Field.ConfigurationSetting:
                    Setting = reader.TakeInt(65535);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
