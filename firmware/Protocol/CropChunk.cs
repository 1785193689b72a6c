namespace Stethos.Protocol
{
    /// <summary>
    /// One chunk of a crop: a square cut out of a picture, one byte of grey a pixel, row by row. The gateway puts a crop
    /// together from all its chunks and holds it to the CRC, or drops it whole.
    /// </summary>
    public sealed class CropChunk
    {
        /// <summary>Longest side of a crop in pixels.</summary>
        public const int MaxSize = 96;

        /// <summary>Pixels in every chunk but the last.</summary>
        public const int MaxPixels = 1024;

        /// <summary>Most chunks of a crop.</summary>
        public const int MaxChunks = 9;

        public const int MaxLength = MaxPixels + 80;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Time)
            | (1 << Field.Sensor) | (1 << Field.CropId) | (1 << Field.ChunkIndex) | (1 << Field.ChunkCount)
            | (1 << Field.CropPicture) | (1 << Field.CropColumn) | (1 << Field.CropRow) | (1 << Field.CropSize)
            | (1 << Field.CropCrc) | (1 << Field.CropData);

        public CropChunk()
        {
            Key = new FrameKey();
            Pixels = new byte[MaxPixels];
        }

        /// <summary>The sequence of a crop's key is not used (0): crops are asked for again, not acknowledged.</summary>
        public FrameKey Key { get; }

        public int Sensor { get; set; }

        /// <summary>Id of the command that asked for it; 0 when the node sends it on its own, after an event.</summary>
        public uint CropId { get; set; }

        public int ChunkIndex { get; set; }

        /// <summary><see cref="ChunksOf"/> the size.</summary>
        public int ChunkCount { get; set; }

        /// <summary>Picture it was cut from, see <see cref="VisionFeatures.PictureId"/>.</summary>
        public uint PictureId { get; set; }

        /// <summary>Column of the crop's left edge in the picture, 0 to 65,535.</summary>
        public int Column { get; set; }

        /// <summary>Row of the crop's upper edge in the picture, 0 to 65,535.</summary>
        public int Row { get; set; }

        /// <summary>Side in pixels, 1 to 96.</summary>
        public int Size { get; set; }

        /// <summary><see cref="Crc32"/> of all pixels of the crop.</summary>
        public uint Crc { get; set; }

        public byte[] Pixels { get; }

        public int PixelCount { get; set; }

        /// <summary>Chunks of a crop of this size.</summary>
        public static int ChunksOf(int size)
        {
            return (size * size + MaxPixels - 1) / MaxPixels;
        }

        /// <summary>Pixels of one chunk of a crop of this size.</summary>
        public static int PixelsOf(int size, int index)
        {
            int left = size * size - index * MaxPixels;
            return left < 0 ? 0 : left < MaxPixels ? left : MaxPixels;
        }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 16, MessageKindCode.CropChunk);
            Key.Write(writer);
            MessageWriter.Number(writer, Field.Sensor, (uint)Sensor);
            MessageWriter.Number(writer, Field.CropId, CropId);
            MessageWriter.Number(writer, Field.ChunkIndex, (uint)ChunkIndex);
            MessageWriter.Number(writer, Field.ChunkCount, (uint)ChunkCount);
            MessageWriter.Number(writer, Field.CropPicture, PictureId);
            MessageWriter.Number(writer, Field.CropColumn, (uint)Column);
            MessageWriter.Number(writer, Field.CropRow, (uint)Row);
            MessageWriter.Number(writer, Field.CropSize, (uint)Size);
            MessageWriter.Number(writer, Field.CropCrc, Crc);
            writer.Unsigned(Field.CropData);
            writer.Uint8Array(Pixels, 0, PixelCount);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Key.Sequence = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.CropChunk, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : ChunkIndex >= ChunkCount || ChunkCount != ChunksOf(Size) || PixelCount != PixelsOf(Size, ChunkIndex)
                    ? FrameErrorCode.Inconsistent : FrameErrorCode.None;
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            switch (key)
            {
                case Field.Sensor:
                    Sensor = reader.TakeInt(23);
                    break;
                case Field.CropId:
                    CropId = reader.TakeWide();
                    break;
                case Field.ChunkIndex:
                    ChunkIndex = reader.TakeInt(MaxChunks - 1);
                    break;
                case Field.ChunkCount:
                    ChunkCount = reader.TakeInt(MaxChunks);
                    break;
                case Field.CropPicture:
                    PictureId = reader.TakeWide();
                    break;
                case Field.CropColumn:
                    Column = reader.TakeInt(65535);
                    break;
                case Field.CropRow:
                    Row = reader.TakeInt(65535);
                    break;
                case Field.CropSize:
                    Size = reader.TakeInt(MaxSize);
                    break;
                case Field.CropCrc:
                    Crc = reader.TakeWide();
                    break;
                case Field.CropData:
                    ReadPixels(buffer, reader);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }

        private void ReadPixels(byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            if (reader.ReadTypedArray(CborTag.Uint8Array, MaxPixels, out at, out length))
            {
                System.Array.Copy(buffer, at, Pixels, 0, length);
                PixelCount = length;
            }
        }
    }
}
