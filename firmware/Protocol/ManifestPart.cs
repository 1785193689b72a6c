namespace Stethos.Protocol
{
    /// <summary>
    /// Gateway to node, or to all: one part of a release's manifest bundle, which is manifest, signatures and chunk lists one
    /// after the other. Says nothing about whether it may be trusted.
    /// </summary>
    public sealed class ManifestPart
    {
        /// <summary>Bytes of an image id: the first 8 of SHA-256 of the manifest.</summary>
        public const int ImageLength = 8;

        /// <summary>Bytes of every part but the last.</summary>
        public const int MaxData = 1024;

        /// <summary>Most parts of a bundle.</summary>
        public const int MaxParts = 64;

        public const int MaxLength = MaxData + 40;

        private const int RequiredFields = (1 << Field.UpdateImage) | (1 << Field.PartIndex) | (1 << Field.PartCount)
            | (1 << Field.PartData);

        public ManifestPart()
        {
            Image = new byte[ImageLength];
            Data = new byte[0];
        }

        /// <summary>Image id.</summary>
        public byte[] Image { get; }

        /// <summary>0 to <see cref="Parts"/> - 1.</summary>
        public int Index { get; set; }

        /// <summary>1 to <see cref="MaxParts"/>.</summary>
        public int Parts { get; set; }

        /// <summary>Holds the part's bytes; after reading it is the buffer that was read, so nothing is copied.</summary>
        public byte[] Data { get; set; }

        public int DataOffset { get; set; }

        /// <summary>1 to 1,024; exactly 1,024 in every part but the last.</summary>
        public int DataCount { get; set; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            writer.Reset(buffer, offset, room);
            writer.MapStart(6);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.ManifestPart);
            writer.Unsigned(Field.UpdateImage);
            writer.Bytes(Image, 0, ImageLength);
            writer.Unsigned(Field.PartIndex);
            writer.Unsigned((ulong)Index);
            writer.Unsigned(Field.PartCount);
            writer.Unsigned((ulong)Parts);
            writer.Unsigned(Field.PartData);
            writer.Bytes(Data, DataOffset, DataCount);
            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.ManifestPart, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : Index >= Parts || DataCount == 0 || (Index < Parts - 1 && DataCount != MaxData)
                    ? FrameErrorCode.Inconsistent : FrameErrorCode.None;
        }

        // Reads an image id into an array of 8 bytes.
        internal static void ReadImage(byte[] buffer, CborReader reader, byte[] image)
        {
            int at;
            int length;
            if (!reader.ReadBytes(ImageLength, out at, out length))
            {
                return;
            }

            if (length != ImageLength)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            System.Array.Copy(buffer, at, image, 0, length);
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            int number;
            int length;
            switch (key)
            {
                case Field.UpdateImage:
                    ReadImage(buffer, reader, Image);
                    break;
                case Field.PartIndex:
                    reader.ReadInt(MaxParts - 1, out number);
                    Index = number;
                    break;
                case Field.PartCount:
                    reader.ReadInt(MaxParts, out number);
                    Parts = number;
                    break;
                case Field.PartData:
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
