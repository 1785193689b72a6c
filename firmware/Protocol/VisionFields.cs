namespace Stethos.Protocol
{
    /// <summary>Reads the fields of <see cref="VisionFeatures"/> one by one, checking each, and writes its arrays.</summary>
    internal static class VisionFields
    {
        private const int MaxSensor = 23;
        private const int MaxLight = 255 * 256;

        internal static void Write(VisionFeatures frame, CborWriter writer)
        {
            writer.Unsigned(Field.BlockMeans);
            writer.Uint8Array(frame.BlockMeans, 0, VisionFeatures.Blocks);
            if (frame.HasChange)
            {
                writer.Unsigned(Field.Change);
                writer.Bytes(frame.Change, 0, VisionFeatures.ChangeLength);
            }

            if (frame.HasEdges)
            {
                writer.Unsigned(Field.Edges);
                writer.Uint8Array(frame.Edges, 0, VisionFeatures.EdgeCells);
            }

            if (frame.HasHistogram)
            {
                writer.Unsigned(Field.Histogram);
                writer.Uint8Array(frame.Histogram, 0, VisionFeatures.Bins);
            }

            if (frame.HasShift)
            {
                writer.Unsigned(Field.Shift);
                writer.Int16ArrayStart(2);
                writer.Int16(frame.ShiftX);
                writer.Int16(frame.ShiftY);
                writer.Unsigned(Field.ShiftConfidence);
                writer.Unsigned((ulong)frame.ShiftConfidence);
            }

            if (frame.HasTemperatures)
            {
                writer.Unsigned(Field.Temperatures);
                writer.Int16ArrayStart(3);
                writer.Int16(frame.MinCentiCelsius);
                writer.Int16(frame.MaxCentiCelsius);
                writer.Int16(frame.MeanCentiCelsius);
            }

            if (frame.HotSpotCount > 0)
            {
                writer.Unsigned(Field.HotSpots);
                writer.Int16Array(frame.HotSpots, 0, frame.HotSpotCount * VisionFeatures.NumbersPerSpot);
            }
        }

        internal static void Read(VisionFeatures frame, int key, byte[] buffer, CborReader reader, ref int seen)
        {
            ulong wide;
            int number;
            if (key <= Field.HotSpots)
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
                case Field.PictureId:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    frame.PictureId = (uint)wide;
                    break;
                case Field.PictureWidth:
                    frame.Width = ReadSize(reader, VisionFeatures.BlockColumns);
                    break;
                case Field.PictureHeight:
                    frame.Height = ReadSize(reader, VisionFeatures.BlockRows);
                    break;
                case Field.Light:
                    reader.ReadInt(MaxLight, out number);
                    frame.Light = number;
                    break;
                case Field.ShiftConfidence:
                    reader.ReadInt(255, out number);
                    frame.ShiftConfidence = number;
                    break;
                default:
                    ReadArray(frame, key, buffer, reader);
                    break;
            }
        }

        private static void ReadArray(VisionFeatures frame, int key, byte[] buffer, CborReader reader)
        {
            switch (key)
            {
                case Field.BlockMeans:
                    ReadOctets(buffer, reader, frame.BlockMeans);
                    break;
                case Field.Change:
                    frame.HasChange = true;
                    ReadChange(buffer, reader, frame.Change);
                    break;
                case Field.Edges:
                    frame.HasEdges = true;
                    ReadOctets(buffer, reader, frame.Edges);
                    break;
                case Field.Histogram:
                    frame.HasHistogram = true;
                    ReadOctets(buffer, reader, frame.Histogram);
                    break;
                case Field.Shift:
                    frame.HasShift = true;
                    ReadShift(frame, buffer, reader);
                    break;
                case Field.Temperatures:
                    frame.HasTemperatures = true;
                    ReadTemperatures(frame, buffer, reader);
                    break;
                case Field.HotSpots:
                    ReadHotSpots(frame, buffer, reader);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        private static int ReadSize(CborReader reader, int least)
        {
            int number;
            if (reader.ReadInt(65535, out number) && number < least)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
            }

            return number;
        }

        private static void ReadOctets(byte[] buffer, CborReader reader, byte[] target)
        {
            int offset;
            int count;
            if (reader.ReadTypedArray(CborTag.Uint8Array, target.Length, out offset, out count))
            {
                CopyExact(buffer, offset, count, reader, target);
            }
        }

        private static void ReadChange(byte[] buffer, CborReader reader, byte[] target)
        {
            int offset;
            int count;
            if (reader.ReadBytes(target.Length, out offset, out count))
            {
                CopyExact(buffer, offset, count, reader, target);
            }
        }

        private static void CopyExact(byte[] buffer, int offset, int count, CborReader reader, byte[] target)
        {
            if (count != target.Length)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            System.Array.Copy(buffer, offset, target, 0, count);
        }

        private static void ReadShift(VisionFeatures frame, byte[] buffer, CborReader reader)
        {
            int offset;
            if (ReadShorts(reader, 2, out offset))
            {
                frame.ShiftX = ShortAt(buffer, offset);
                frame.ShiftY = ShortAt(buffer, offset + 2);
            }
        }

        private static void ReadTemperatures(VisionFeatures frame, byte[] buffer, CborReader reader)
        {
            int offset;
            if (!ReadShorts(reader, 3, out offset))
            {
                return;
            }

            int min = ShortAt(buffer, offset);
            int max = ShortAt(buffer, offset + 2);
            int mean = ShortAt(buffer, offset + 4);
            frame.MinCentiCelsius = min;
            frame.MaxCentiCelsius = max;
            frame.MeanCentiCelsius = mean;
            if (mean < min || max < mean)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
            }
        }

        private static bool ReadShorts(CborReader reader, int expected, out int offset)
        {
            int count;
            return reader.ReadTypedArray(CborTag.Int16Array, 2 * expected, out offset, out count)
                && (count == 2 * expected || reader.Fail(FrameErrorCode.Inconsistent));
        }

        // Width and height come first (ascending keys), so a spot outside the picture shows here.
        private static void ReadHotSpots(VisionFeatures frame, byte[] buffer, CborReader reader)
        {
            int offset;
            int count;
            int most = 2 * VisionFeatures.MaxHotSpots * VisionFeatures.NumbersPerSpot;
            if (!reader.ReadTypedArray(CborTag.Int16Array, most, out offset, out count))
            {
                return;
            }

            if (count == 0 || count % (2 * VisionFeatures.NumbersPerSpot) != 0)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            int numbers = count / 2;
            short[] spots = frame.HotSpots;
            for (int i = 0; i < numbers; i++)
            {
                spots[i] = (short)ShortAt(buffer, offset + 2 * i);
            }

            frame.HotSpotCount = numbers / VisionFeatures.NumbersPerSpot;
            for (int at = 0; at < numbers; at += VisionFeatures.NumbersPerSpot)
            {
                if (spots[at] < 0 || spots[at] >= frame.Height || spots[at + 1] < 0 || spots[at + 1] >= frame.Width
                    || spots[at + 3] < 1)
                {
                    reader.Fail(FrameErrorCode.Inconsistent);
                    return;
                }
            }
        }

        private static int ShortAt(byte[] buffer, int offset)
        {
            return (short)(buffer[offset] | (buffer[offset + 1] << 8));
        }
    }
}
