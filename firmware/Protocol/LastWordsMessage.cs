namespace Stethos.Protocol
{
    /// <summary>
    /// Why the boot before this one ended and how the node fared then. Sent once after a start; a frame like any other:
    /// it has its own sequence and is acknowledged.
    /// </summary>
    public sealed class LastWordsMessage
    {
        public const int MaxLength = 80;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.WordsBoot) | (1 << Field.WordsCause) | (1 << Field.WordsError)
            | (1 << Field.WordsLoop) | (1 << Field.WordsUptime) | (1 << Field.WordsLowWater) | (1 << Field.WordsCrashes);

        public LastWordsMessage()
        {
            Key = new FrameKey();
        }

        public FrameKey Key { get; }

        /// <summary>The boot that ended; 0 = not known.</summary>
        public uint EndedBoot { get; set; }

        public ResetCauseCode Cause { get; set; }

        /// <summary>Last error of that boot.</summary>
        public NodeErrorCode Error { get; set; }

        /// <summary>The loop that hung or crashed.</summary>
        public LoopCode Loop { get; set; }

        /// <summary>Uptime when it was last written, s.</summary>
        public uint UptimeSeconds { get; set; }

        /// <summary>Least free heap of that boot, bytes.</summary>
        public uint LowWaterBytes { get; set; }

        /// <summary>Boots in a row that ended in a crash or by the watchdog, 0 to 65,535.</summary>
        public int Crashes { get; set; }

        /// <summary>Encodes the frame; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            MessageWriter.Begin(writer, buffer, offset, room, 13, MessageKindCode.LastWords);
            Key.Write(writer);
            MessageWriter.Number(writer, Field.WordsBoot, EndedBoot);
            MessageWriter.Number(writer, Field.WordsCause, (uint)Cause);
            MessageWriter.Number(writer, Field.WordsError, (uint)Error);
            MessageWriter.Number(writer, Field.WordsLoop, (uint)Loop);
            MessageWriter.Number(writer, Field.WordsUptime, UptimeSeconds);
            MessageWriter.Number(writer, Field.WordsLowWater, LowWaterBytes);
            MessageWriter.Number(writer, Field.WordsCrashes, (uint)Crashes);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.LastWords, MaxLength))
            {
                return reader.Error;
            }

            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                ReadField(key, reader.Cbor, ref seen);
            }

            return reader.End(seen, RequiredFields);
        }

        private void ReadField(int key, CborReader reader, ref int seen)
        {
            ulong value;
            bool isNarrow = key == Field.WordsCause || key == Field.WordsError || key == Field.WordsLoop
                || key == Field.WordsCrashes;
            if (key > Field.WordsCrashes)
            {
                reader.Skip();
                return;
            }

            seen |= 1 << key;
            if (!reader.ReadUnsigned(isNarrow ? 65535 : uint.MaxValue, out value))
            {
                return;
            }

            switch (key)
            {
                case Field.WordsBoot:
                    EndedBoot = (uint)value;
                    break;
                case Field.WordsCause:
                    Cause = (ResetCauseCode)(int)value;
                    break;
                case Field.WordsError:
                    Error = (NodeErrorCode)(int)value;
                    break;
                case Field.WordsLoop:
                    Loop = (LoopCode)(int)value;
                    break;
                case Field.WordsUptime:
                    UptimeSeconds = (uint)value;
                    break;
                case Field.WordsLowWater:
                    LowWaterBytes = (uint)value;
                    break;
                default:
                    Crashes = (int)value;
                    break;
            }
        }
    }
}
