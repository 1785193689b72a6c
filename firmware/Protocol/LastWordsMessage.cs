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
            writer.Reset(buffer, offset, room);
            writer.MapStart(13);
            writer.Unsigned(Field.Version);
            writer.Unsigned(MessageReader.Version);
            writer.Unsigned(Field.Kind);
            writer.Unsigned((ulong)MessageKindCode.LastWords);
            Key.Write(writer);
            writer.Unsigned(Field.WordsBoot);
            writer.Unsigned(EndedBoot);
            writer.Unsigned(Field.WordsCause);
            writer.Unsigned((ulong)Cause);
            writer.Unsigned(Field.WordsError);
            writer.Unsigned((ulong)Error);
            writer.Unsigned(Field.WordsLoop);
            writer.Unsigned((ulong)Loop);
            writer.Unsigned(Field.WordsUptime);
            writer.Unsigned(UptimeSeconds);
            writer.Unsigned(Field.WordsLowWater);
            writer.Unsigned(LowWaterBytes);
            writer.Unsigned(Field.WordsCrashes);
            writer.Unsigned((ulong)Crashes);
            return writer.Overflow ? 0 : writer.Length;
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

            while (reader.NextField(out key))
            {
                if (FrameKey.IsKeyField(key))
                {
                    Key.ReadField(key, buffer, reader.Cbor, ref seen);
                }
                else
                {
                    ReadField(key, reader.Cbor, ref seen);
                }
            }

            if (reader.End() != FrameErrorCode.None)
            {
                return reader.Error;
            }

            return (seen & RequiredFields) != RequiredFields ? FrameErrorCode.MissingField : FrameErrorCode.None;
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
