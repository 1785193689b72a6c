namespace Stethos.Protocol
{
    /// <summary>Reads the fields of a <see cref="FeatureFrame"/> one by one, checking each against its range.</summary>
    internal static class FeatureFrameFields
    {
        private const int MaxSensor = 23;

        internal static bool Read(FeatureFrame frame, int key, byte[] buffer, CborReader reader, ref int seen)
        {
            int number;
            if (key <= Field.Temperature)
            {
                seen |= 1 << key;
            }

            switch (key)
            {
                case Field.Sensor:
                    reader.ReadInt(MaxSensor, out number);
                    frame.Sensor = number;
                    break;
                case Field.Quality:
                    reader.ReadInt(65535, out number);
                    frame.Quality = number;
                    break;
                case Field.Clipped:
                    reader.ReadInt(65535, out number);
                    frame.Clipped = number;
                    break;
                case Field.Lost:
                    reader.ReadInt(65535, out number);
                    frame.Lost = number;
                    break;
                case Field.SampleRate:
                    frame.SampleRateHz = ReadPositive(reader);
                    break;
                case Field.WindowLength:
                    frame.WindowLength = ReadPositive(reader);
                    break;
                case Field.Temperature:
                    reader.ReadSigned(-32768, 32767, out number);
                    frame.TemperatureCentiCelsius = number;
                    frame.HasTemperature = true;
                    break;
                default:
                    return ReadWide(frame, key, buffer, reader);
            }

            return reader.Error == FrameErrorCode.None;
        }

        private static bool ReadWide(FeatureFrame frame, int key, byte[] buffer, CborReader reader)
        {
            ulong wide;
            switch (key)
            {
                case Field.Shaft:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    frame.ShaftMilliHz = (uint)wide;
                    break;
                case Field.Statistics:
                    return ReadStatistics(frame, buffer, reader);
                case Field.Bands:
                    return ReadBands(frame, buffer, reader);
                case Field.Envelope:
                    frame.HasEnvelope = true;
                    return ReadExact(buffer, reader, frame.Envelope, FeatureFrame.EnvelopeLength);
                case Field.Gravity:
                    frame.HasGravity = true;
                    int count;
                    return ReadHalves(buffer, reader, frame.Gravity, 3, out count)
                        && (count == 3 || reader.Fail(FrameErrorCode.Inconsistent));
                default:
                    return reader.Skip();
            }

            return reader.Error == FrameErrorCode.None;
        }

        private static int ReadPositive(CborReader reader)
        {
            int number;
            if (reader.ReadInt(65535, out number) && number == 0)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
            }

            return number;
        }

        private static bool ReadStatistics(FeatureFrame frame, byte[] buffer, CborReader reader)
        {
            int count;
            int most = FeatureFrame.MaxAxes * FeatureFrame.StatisticsPerAxis;
            if (!ReadHalves(buffer, reader, frame.Statistics, most, out count))
            {
                return false;
            }

            if (count == 0 || count % FeatureFrame.StatisticsPerAxis != 0)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            frame.Axes = count / FeatureFrame.StatisticsPerAxis;
            return true;
        }

        // Statistics come first (ascending keys), so the number of axes is known here.
        private static bool ReadBands(FeatureFrame frame, byte[] buffer, CborReader reader)
        {
            return ReadExact(buffer, reader, frame.Bands, frame.Axes * FeatureFrame.BandsPerAxis);
        }

        private static bool ReadExact(byte[] buffer, CborReader reader, byte[] target, int expected)
        {
            int offset;
            int count;
            if (!reader.ReadTypedArray(CborTag.Uint8Array, target.Length, out offset, out count))
            {
                return false;
            }

            if (count != expected)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            System.Array.Copy(buffer, offset, target, 0, count);
            return true;
        }

        private static bool ReadHalves(byte[] buffer, CborReader reader, float[] target, int most, out int count)
        {
            int offset;
            int bytes;
            count = 0;
            if (!reader.ReadTypedArray(CborTag.Float16Array, 2 * most, out offset, out bytes))
            {
                return false;
            }

            if ((bytes & 1) != 0)
            {
                return reader.Fail(FrameErrorCode.Inconsistent);
            }

            count = bytes / 2;
            for (int i = 0; i < count; i++)
            {
                int half = buffer[offset + 2 * i] | (buffer[offset + 2 * i + 1] << 8);
                if ((half & 0x7C00) == 0x7C00)
                {
                    return reader.Fail(FrameErrorCode.NotFinite);
                }

                target[i] = HalfFloat.ToSingle(half);
            }

            return true;
        }
    }
}
