namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to node, or to all: one chunk of a component, packed or as it is, or a repair symbol. Counts for nothing until
    /// its digest is found right.
    /// </summary>
    public sealed class UpdateChunk
    {
        /// <summary>Longest payload, and so the longest chunk that is sent as it is.</summary>
        public const int MaxData = 1024;

        /// <summary>Most chunks of a component.</summary>
        public const int MaxChunks = 1024;

        public const int MaxLength = MaxData + 48;

        private const int RequiredFields = (1 << Field.UpdateImage) | (1 << Field.ChunkComponent) | (1 << Field.ChunkPlace)
            | (1 << Field.ChunkFlags) | (1 << Field.ChunkLength) | (1 << Field.ChunkData);

        public UpdateChunk()
        {
            Image = new byte[ManifestPart.ImageLength];
            Data = new byte[0];
        }

        /// <summary>Image id: the first 8 bytes of SHA-256 of the manifest.</summary>
        public byte[] Image { get; }

        /// <summary>Component it is of, 0 to 65,535; a number of Update's ComponentCode.</summary>
        public int Component { get; set; }

        /// <summary>Place of the chunk in its component; of a repair symbol the seed.</summary>
        public uint Place { get; set; }

        /// <summary>See <see cref="UpdateChunkFlags"/>; 0 = the chunk as it is.</summary>
        public int Flags { get; set; }

        /// <summary>Bytes of the chunk unpacked, 1 to 1,024; of a repair symbol those of a whole chunk.</summary>
        public int Length { get; set; }

        /// <summary>Holds the payload; after reading it is the buffer that was read, so nothing is copied.</summary>
        public byte[] Data { get; set; }

        public int DataOffset { get; set; }

        /// <summary>1 to 1,024; <see cref="Length"/> unless it is packed, then less.</summary>
        public int DataCount { get; set; }

        public bool IsPacked
        {
            get { return (Flags & UpdateChunkFlags.Packed) != 0; }
        }

        public bool IsRepair
        {
            get { return (Flags & UpdateChunkFlags.Repair) != 0; }
        }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(8);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.UpdateChunk);
            writer.Unsigned(Field.UpdateImage);
            writer.Bytes(Image, 0, ManifestPart.ImageLength);
            writer.Unsigned(Field.ChunkComponent);
            writer.Unsigned((ulong)Component);
            writer.Unsigned(Field.ChunkPlace);
            writer.Unsigned(Place);
            writer.Unsigned(Field.ChunkFlags);
            writer.Unsigned((ulong)Flags);
            writer.Unsigned(Field.ChunkLength);
            writer.Unsigned((ulong)Length);
            writer.Unsigned(Field.ChunkData);
            writer.Bytes(Data, DataOffset, DataCount);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.UpdateChunk, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : IsConsistent() ? FrameErrorCode.None : FrameErrorCode.Inconsistent;
        }

        private bool IsConsistent()
        {
            return Length > 0 && DataCount > 0 && (IsPacked ? DataCount < Length : DataCount == Length)
                && (IsRepair || Place < MaxChunks);
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong wide;
            int number;
            int length;
            switch (key)
            {
                case Field.UpdateImage:
                    ManifestPart.ReadImage(buffer, reader, Image);
                    break;
                case Field.ChunkComponent:
                    reader.ReadInt(65535, out number);
                    Component = number;
                    break;
                case Field.ChunkPlace:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    Place = (uint)wide;
                    break;
                case Field.ChunkFlags:
                    reader.ReadInt(65535, out number);
                    Flags = number;
                    break;
                case Field.ChunkLength:
                    reader.ReadInt(MaxData, out number);
                    Length = number;
                    break;
                case Field.ChunkData:
                    if (reader.ReadBytes(MaxData, out number, out length))
                    {
                        Data = buffer;
                        DataOffset = number;
                        DataCount = length;
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
