namespace Stethos.Protocol
{
    /// <summary>
    /// One chunk of a burst: raw samples of one axis as int16 (tag 77) with their scale. The gateway puts a burst
    /// together from all its chunks or drops it whole.
    /// </summary>
    public sealed class BurstChunk
    {
        /// <summary>Most samples in a chunk.</summary>
        public const int MaxSamples = 512;

        /// <summary>Most chunks in a burst: 65,536 samples.</summary>
        public const int MaxChunks = 128;

        public const int MaxLength = 2 * MaxSamples + 80;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Time)
            | (1 << Field.Sensor) | (1 << Field.BurstId) | (1 << Field.ChunkIndex) | (1 << Field.ChunkCount)
            | (1 << Field.SampleRate) | (1 << Field.BurstScale) | (1 << Field.BurstData);

        public BurstChunk()
            : this(MaxSamples)
        {
        }

        /// <summary>A chunk of at most so many samples, 1 to 512, for a node whose bursts are shorter than a full chunk.</summary>
        public BurstChunk(int maxSamples)
        {
            Key = new FrameKey();
            Samples = new short[maxSamples];
        }

        /// <summary>A chunk that is written from samples which somebody else holds; never read into.</summary>
        public BurstChunk(short[] samples)
        {
            Key = new FrameKey();
            Samples = samples;
        }

        /// <summary>The sequence of a burst's key is not used (0): bursts are asked for again, not acknowledged.</summary>
        public FrameKey Key { get; }

        public int Sensor { get; set; }

        /// <summary>Id of the command that asked for it.</summary>
        public uint BurstId { get; set; }

        public int ChunkIndex { get; set; }

        public int ChunkCount { get; set; }

        public int SampleRateHz { get; set; }

        public uint ShaftMilliHz { get; set; }

        /// <summary>g per count.</summary>
        public float Scale { get; set; }

        public short[] Samples { get; }

        /// <summary>Place of the chunk's first sample in <see cref="Samples"/>; reading fills from 0.</summary>
        public int FirstSample { get; set; }

        public int SampleCount { get; set; }

        /// <summary>Encodes the message; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 14, MessageKindCode.BurstChunk);
            Key.Write(writer);
            MessageWriter.Number(writer, Field.Sensor, (uint)Sensor);
            MessageWriter.Number(writer, Field.BurstId, BurstId);
            MessageWriter.Number(writer, Field.ChunkIndex, (uint)ChunkIndex);
            MessageWriter.Number(writer, Field.ChunkCount, (uint)ChunkCount);
            MessageWriter.Number(writer, Field.SampleRate, (uint)SampleRateHz);
            MessageWriter.Number(writer, Field.Shaft, ShaftMilliHz);
            writer.Unsigned(Field.BurstScale);
            writer.Float32(Scale);
            writer.Unsigned(Field.BurstData);
            writer.Int16Array(Samples, FirstSample, SampleCount);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            ShaftMilliHz = 0;
            Key.Sequence = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.BurstChunk, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                ReadField(key, buffer, reader.Cbor, ref seen);
            }

            FrameErrorCode error = reader.End(seen, RequiredFields);
            return error != FrameErrorCode.None ? error
                : ChunkIndex >= ChunkCount || SampleCount == 0 || SampleRateHz == 0 || !(0 < Scale)
                    ? FrameErrorCode.Inconsistent : FrameErrorCode.None;
        }

        private void ReadField(int key, byte[] buffer, CborReader reader, ref int seen)
        {
            float real;
            switch (key)
            {
                case Field.Sensor:
                    Sensor = reader.TakeInt(23);
                    break;
                case Field.BurstId:
                    BurstId = reader.TakeWide();
                    break;
                case Field.ChunkIndex:
                    ChunkIndex = reader.TakeInt(MaxChunks - 1);
                    break;
                case Field.ChunkCount:
                    ChunkCount = reader.TakeInt(MaxChunks);
                    break;
                case Field.SampleRate:
                    SampleRateHz = reader.TakeInt(65535);
                    break;
                case Field.Shaft:
                    ShaftMilliHz = reader.TakeWide();
                    break;
                case Field.BurstScale:
                    reader.ReadFloat32(out real);
                    Scale = real;
                    break;
                case Field.BurstData:
                    ReadSamples(buffer, reader);
                    break;
                default:
                    reader.Skip();
                    return;
            }

            seen |= 1 << key;
        }

        private void ReadSamples(byte[] buffer, CborReader reader)
        {
            int at;
            int length;
            if (!reader.ReadTypedArray(CborTag.Int16Array, 2 * Samples.Length, out at, out length))
            {
                return;
            }

            if ((length & 1) != 0)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            SampleCount = length / 2;
            for (int i = 0; i < SampleCount; i++)
            {
                Samples[i] = (short)(buffer[at + 2 * i] | (buffer[at + 2 * i + 1] << 8));
            }
        }
    }
}
