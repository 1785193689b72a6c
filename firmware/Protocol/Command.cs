namespace Stethos.Protocol
{
    /// <summary>Gateway to node: a request. Not durable; the gateway asks again when nothing comes back.</summary>
    public sealed class Command
    {
        public const int MaxLength = 64;

        private const int RequiredFields = (1 << Field.CommandId) | (1 << Field.CommandKind);

        private const int RegionFields = (1 << Field.CommandColumn) | (1 << Field.CommandRow);

        /// <summary>Chosen by the gateway; a burst carries it back.</summary>
        public uint Id { get; set; }

        public CommandCode Code { get; set; }

        /// <summary>Sensor the request is about, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary>Samples wanted, 0 to 65,536; 0 = the node's default.</summary>
        public int Samples { get; set; }

        /// <summary>For a crop: picture of which one was kept; 0 = the next picture.</summary>
        public uint Picture { get; set; }

        /// <summary>For a crop: whether <see cref="Column"/> and <see cref="Row"/> are told; the node chooses otherwise.</summary>
        public bool HasRegion { get; set; }

        /// <summary>Column of the crop's left edge, 0 to 65,535.</summary>
        public int Column { get; set; }

        /// <summary>Row of the crop's upper edge, 0 to 65,535.</summary>
        public int Row { get; set; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 6 + (Picture != 0 ? 1 : 0) + (HasRegion ? 2 : 0), MessageKindCode.Command);
            writer.Unsigned(Field.CommandId);
            writer.Unsigned(Id);
            writer.Unsigned(Field.CommandKind);
            writer.Unsigned((ulong)Code);
            writer.Unsigned(Field.CommandSensor);
            writer.Unsigned((ulong)Sensor);
            writer.Unsigned(Field.CommandSamples);
            writer.Unsigned((ulong)Samples);
            WriteCrop(writer);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Sensor = 0;
            Samples = 0;
            Picture = 0;
            HasRegion = false;
            Column = 0;
            Row = 0;
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

            HasRegion = (seen & RegionFields) == RegionFields;
            return (seen & RequiredFields) != RequiredFields ? FrameErrorCode.MissingField
                : !HasRegion && (seen & RegionFields) != 0 ? FrameErrorCode.Inconsistent : FrameErrorCode.None;
        }

        private void WriteCrop(CborWriter writer)
        {
            if (Picture != 0)
            {
                writer.Unsigned(Field.CommandPicture);
                writer.Unsigned(Picture);
            }

            if (HasRegion)
            {
                writer.Unsigned(Field.CommandColumn);
                writer.Unsigned((ulong)Column);
                writer.Unsigned(Field.CommandRow);
                writer.Unsigned((ulong)Row);
            }
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
                case Field.CommandPicture:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Picture = (uint)wide;
                    break;
                case Field.CommandColumn:
                    reader.ReadInt(65535, out number);
                    Column = number;
                    break;
                case Field.CommandRow:
                    reader.ReadInt(65535, out number);
                    Row = number;
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }
    }
}
