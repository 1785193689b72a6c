namespace Stethos.Protocol
{
    /// <summary>
    /// Features of one window of one sensor (1 to 3 axes); at most <see cref="MaxLength"/> bytes on the wire.
    /// One object is reused: reading or writing allocates nothing.
    /// </summary>
    public sealed class FeatureFrame
    {
        /// <summary>Longest frame: three axes, every field present, every number at its longest.</summary>
        public const int MaxLength = 200;

        public const int MaxAxes = 3;

        /// <summary>Per axis: RMS, peak, crest factor, kurtosis, skewness, peak-to-peak (g), velocity RMS (mm/s).</summary>
        public const int StatisticsPerAxis = 7;

        public const int BandsPerAxis = 16;

        /// <summary>Floor level, then 15 line ratios (shaft, BPFO, BPFI, 2×BSF, FTF; three harmonics each).</summary>
        public const int EnvelopeLength = 16;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.Sensor) | (1 << Field.Quality) | (1 << Field.SampleRate)
            | (1 << Field.WindowLength) | (1 << Field.Statistics) | (1 << Field.Bands);

        public FeatureFrame()
        {
            Key = new FrameKey();
            Statistics = new float[MaxAxes * StatisticsPerAxis];
            Bands = new byte[MaxAxes * BandsPerAxis];
            Envelope = new byte[EnvelopeLength];
            Gravity = new float[3];
        }

        public FrameKey Key { get; }

        /// <summary>Number of the sensor on its node, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary><see cref="QualityFlags"/>, 0 to 65,535.</summary>
        public int Quality { get; set; }

        /// <summary>Samples at full scale, saturating at 65,535.</summary>
        public int Clipped { get; set; }

        /// <summary>Samples missing inside the window, saturating at 65,535.</summary>
        public int Lost { get; set; }

        /// <summary>Samples per second, 1 to 65,535.</summary>
        public int SampleRateHz { get; set; }

        /// <summary>Samples per axis, 1 to 65,535.</summary>
        public int WindowLength { get; set; }

        /// <summary>Shaft speed in mHz; 0 = unknown.</summary>
        public uint ShaftMilliHz { get; set; }

        /// <summary>1 to 3.</summary>
        public int Axes { get; set; }

        /// <summary>[axis * 7 + statistic], float16 on the wire.</summary>
        public float[] Statistics { get; }

        /// <summary>[axis * 16 + band], codes of mean squares (<see cref="LevelCode.FromMeanSquare"/>).</summary>
        public byte[] Bands { get; }

        public bool HasEnvelope { get; set; }

        /// <summary>[0] level code of the squared floor, [1 + line] ratio codes (<see cref="LevelCode.FromRatio"/>).</summary>
        public byte[] Envelope { get; }

        public bool HasGravity { get; set; }

        /// <summary>Mean acceleration x, y, z in g.</summary>
        public float[] Gravity { get; }

        public bool HasTemperature { get; set; }

        /// <summary>Hundredths of a degree Celsius, -32,768 to 32,767.</summary>
        public int TemperatureCentiCelsius { get; set; }

        /// <summary>Encodes the frame; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            int fields = 15 + (HasEnvelope ? 1 : 0) + (HasGravity ? 1 : 0) + (HasTemperature ? 1 : 0);
            MessageWriter.Begin(writer, buffer, offset, room, fields, MessageKindCode.Features);
            Key.Write(writer);
            WriteNumber(writer, Field.Sensor, Sensor);
            WriteNumber(writer, Field.Quality, Quality);
            WriteNumber(writer, Field.Clipped, Clipped > 65535 ? 65535 : Clipped);
            WriteNumber(writer, Field.Lost, Lost > 65535 ? 65535 : Lost);
            WriteNumber(writer, Field.SampleRate, SampleRateHz);
            WriteNumber(writer, Field.WindowLength, WindowLength);
            writer.Unsigned(Field.Shaft);
            writer.Unsigned(ShaftMilliHz);
            writer.Unsigned(Field.Statistics);
            writer.Float16Array(Statistics, 0, Axes * StatisticsPerAxis);
            writer.Unsigned(Field.Bands);
            writer.Uint8Array(Bands, 0, Axes * BandsPerAxis);
            if (HasEnvelope)
            {
                writer.Unsigned(Field.Envelope);
                writer.Uint8Array(Envelope, 0, EnvelopeLength);
            }

            if (HasGravity)
            {
                writer.Unsigned(Field.Gravity);
                writer.Float16Array(Gravity, 0, 3);
            }

            if (HasTemperature)
            {
                writer.Unsigned(Field.Temperature);
                writer.Signed(TemperatureCentiCelsius);
            }

            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            Clear();
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Features, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                FeatureFrameFields.Read(this, key, buffer, reader.Cbor, ref seen);
            }

            return reader.End(seen, RequiredFields);
        }

        private static void WriteNumber(CborWriter writer, int key, int value)
        {
            writer.Unsigned((ulong)key);
            writer.Unsigned((ulong)value);
        }

        private void Clear()
        {
            Clipped = 0;
            Lost = 0;
            ShaftMilliHz = 0;
            Axes = 0;
            HasEnvelope = false;
            HasGravity = false;
            HasTemperature = false;
            TemperatureCentiCelsius = 0;
        }
    }
}
