namespace Stethos.Protocol
{
    /// <summary>Gateway to node: a request. Not durable; the gateway asks again when nothing comes back.</summary>
    public sealed class Command
    {
        public const int MaxLength = 64;

        private const int RequiredFields = (1 << Field.CommandId) | (1 << Field.CommandKind);

        /// <summary>Chosen by the gateway; a burst carries it back.</summary>
        public uint Id { get; set; }

        public CommandCode Code { get; set; }

        /// <summary>Sensor the request is about, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary>Samples wanted, 0 to 65,536; 0 = the node's default.</summary>
        public int Samples { get; set; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(6);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.Command);
            writer.Unsigned(Field.CommandId);
            writer.Unsigned(Id);
            writer.Unsigned(Field.CommandKind);
            writer.Unsigned((ulong)Code);
            writer.Unsigned(Field.CommandSensor);
            writer.Unsigned((ulong)Sensor);
            writer.Unsigned(Field.CommandSamples);
            writer.Unsigned((ulong)Samples);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Sensor = 0;
            Samples = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Command, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, reader.Cbor, ref seen);
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
                case Field.CommandId:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Id = (uint)wide;
                    break;
                case Field.CommandKind:
                    reader.ReadInt(65535, out number);
                    Code = (CommandCode)number;
                    break;
                case Field.CommandSensor:
                    reader.ReadInt(23, out number);
                    Sensor = number;
                    break;
                case Field.CommandSamples:
                    reader.ReadInt(65536, out number);
                    Samples = number;
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
