namespace Stethos.Protocol
{
    /// <summary>
    /// Features of one picture of a camera or a thermal array; at most <see cref="MaxLength"/> bytes on the wire. One
    /// object is reused: reading or writing allocates nothing.
    /// </summary>
    public sealed class VisionFeatures
    {
        /// <summary>Longest message: a camera's and a thermal array's fields together, every number at its longest.</summary>
        public const int MaxLength = 450;

        public const int BlockColumns = 16;
        public const int BlockRows = 12;

        /// <summary>Blocks of a picture, row by row.</summary>
        public const int Blocks = BlockColumns * BlockRows;

        /// <summary>Bytes of the change bitmap.</summary>
        public const int ChangeLength = Blocks / 8;

        public const int EdgeColumns = 8;
        public const int EdgeRows = 6;

        /// <summary>Cells of edge density, 2 × 2 blocks each, row by row.</summary>
        public const int EdgeCells = EdgeColumns * EdgeRows;

        /// <summary>Bins of the histogram, 8 grey levels each.</summary>
        public const int Bins = 32;

        public const int MaxHotSpots = 4;

        /// <summary>Numbers of a hot spot: row, column, temperature (1/100 °C), pixels.</summary>
        public const int NumbersPerSpot = 4;

        /// <summary>A shift of one pixel.</summary>
        public const int ShiftPerPixel = 16;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.Sensor) | (1 << Field.Quality) | (1 << Field.PictureId)
            | (1 << Field.PictureWidth) | (1 << Field.PictureHeight) | (1 << Field.BlockMeans);

        public VisionFeatures()
        {
            Key = new FrameKey();
            BlockMeans = new byte[Blocks];
            Change = new byte[ChangeLength];
            Edges = new byte[EdgeCells];
            Histogram = new byte[Bins];
            HotSpots = new short[MaxHotSpots * NumbersPerSpot];
        }

        public FrameKey Key { get; }

        /// <summary>Number of the sensor on its node, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary><see cref="VisionFlags"/>, 0 to 65,535.</summary>
        public int Quality { get; set; }

        /// <summary>Counts the pictures of this sensor in this boot, from 1.</summary>
        public uint PictureId { get; set; }

        /// <summary>Pixels in a row, 16 to 65,535.</summary>
        public int Width { get; set; }

        /// <summary>Rows, 12 to 65,535.</summary>
        public int Height { get; set; }

        /// <summary>Mean grey of the picture in 1/256 of a level, 0 to 65,280; 0 for a thermal array.</summary>
        public int Light { get; set; }

        /// <summary>
        /// [row * 16 + column]. A camera's: mean grey. A thermal array's: 0 = its coldest, 255 = its hottest block.
        /// </summary>
        public byte[] BlockMeans { get; }

        public bool HasChange { get; set; }

        /// <summary>Block b differs from its background: bit b % 8, least significant first, of byte b / 8.</summary>
        public byte[] Change { get; }

        public bool HasEdges { get; set; }

        /// <summary>[row * 8 + column]: share of pixels on an edge, 255 = all.</summary>
        public byte[] Edges { get; }

        public bool HasHistogram { get; set; }

        /// <summary>[grey / 8]: 255 times the square root of the share of pixels, so that rare levels show too.</summary>
        public byte[] Histogram { get; }

        public bool HasShift { get; set; }

        /// <summary>Columns the scene moved to the right against the reference, in 1/16 px, -32,768 to 32,767.</summary>
        public int ShiftX { get; set; }

        /// <summary>Rows the scene moved down against the reference, in 1/16 px, -32,768 to 32,767.</summary>
        public int ShiftY { get; set; }

        /// <summary>0 = the shift says nothing, 255 = certain.</summary>
        public int ShiftConfidence { get; set; }

        public bool HasTemperatures { get; set; }

        /// <summary>Coldest pixel in hundredths of a degree Celsius.</summary>
        public int MinCentiCelsius { get; set; }

        /// <summary>Hottest pixel in hundredths of a degree Celsius.</summary>
        public int MaxCentiCelsius { get; set; }

        /// <summary>Mean of all pixels in hundredths of a degree Celsius.</summary>
        public int MeanCentiCelsius { get; set; }

        /// <summary>Hot spots found, 0 to 4, the hottest first.</summary>
        public int HotSpotCount { get; set; }

        /// <summary>
        /// [spot * 4 + number]: row and column of its hottest pixel, that pixel's temperature in 1/100 °C, its size in pixels.
        /// </summary>
        public short[] HotSpots { get; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            int fields = 13 + (HasChange ? 1 : 0) + (HasEdges ? 1 : 0) + (HasHistogram ? 1 : 0)
                + (HasShift ? 2 : 0) + (HasTemperatures ? 1 : 0) + (HotSpotCount > 0 ? 1 : 0);
            MessageWriter.Begin(writer, buffer, offset, room, fields, MessageKindCode.VisionFeatures);
            Key.Write(writer);
            writer.Unsigned(Field.Sensor);
            writer.Unsigned((ulong)Sensor);
            writer.Unsigned(Field.Quality);
            writer.Unsigned((ulong)Quality);
            writer.Unsigned(Field.PictureId);
            writer.Unsigned(PictureId);
            writer.Unsigned(Field.PictureWidth);
            writer.Unsigned((ulong)Width);
            writer.Unsigned(Field.PictureHeight);
            writer.Unsigned((ulong)Height);
            writer.Unsigned(Field.Light);
            writer.Unsigned((ulong)Light);
            VisionFields.Write(this, writer);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Clear();
            if (!reader.Begin(buffer, offset, count, MessageKindCode.VisionFeatures, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                VisionFields.Read(this, key, buffer, reader.Cbor, ref seen);
            }

            return reader.End(seen, RequiredFields);
        }

        private void Clear()
        {
            Width = 0;
            Height = 0;
            Light = 0;
            HasChange = false;
            HasEdges = false;
            HasHistogram = false;
            HasShift = false;
            ShiftConfidence = 0;
            HasTemperatures = false;
            HotSpotCount = 0;
        }
    }
}
