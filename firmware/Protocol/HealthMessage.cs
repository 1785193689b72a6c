namespace Stethos.Protocol
{
    /// <summary>
    /// How the node itself fares: memory, queue, radio, temperature, supply, times, and the error counters that changed
    /// since the frame before. A frame like any other: it has its own sequence and is acknowledged.
    /// </summary>
    public sealed class HealthMessage
    {
        public const int MaxLength = 200;

        /// <summary>Most error counters in one frame; the rest follow with the next.</summary>
        public const int MaxErrors = 10;

        private const int RequiredFields = (1 << Field.Device) | (1 << Field.Boot) | (1 << Field.Sequence)
            | (1 << Field.Time) | (1 << Field.HealthUptime) | (1 << Field.HealthFree) | (1 << Field.HealthLowWater)
            | (1 << Field.HealthDepth) | (1 << Field.HealthHours) | (1 << Field.HealthCrashes) | (1 << Field.HealthLoop)
            | (1 << Field.HealthFeatures);

        public HealthMessage()
        {
            Key = new FrameKey();
            ErrorCodes = new NodeErrorCode[MaxErrors];
            ErrorCounts = new uint[MaxErrors];
        }

        public FrameKey Key { get; }

        /// <summary>Since this boot, s.</summary>
        public uint UptimeSeconds { get; set; }

        /// <summary>Managed heap that is free, bytes.</summary>
        public uint FreeBytes { get; set; }

        /// <summary>Least that was free in this boot, bytes.</summary>
        public uint LowWaterBytes { get; set; }

        /// <summary>Frames waiting in the outbox.</summary>
        public int Depth { get; set; }

        /// <summary>Room of the outbox at the present rate, tenths of an hour, 0 to 65,535.</summary>
        public int HoursTenths { get; set; }

        public bool HasRadio { get; set; }

        /// <summary>Level of the radio, -128 to 0 dBm.</summary>
        public int RadioDbm { get; set; }

        public bool HasTemperature { get; set; }

        /// <summary>Of the board, hundredths of a degree Celsius.</summary>
        public int TemperatureCentiCelsius { get; set; }

        public bool HasBattery { get; set; }

        /// <summary>0 to 65,535 mV.</summary>
        public int BatteryMilliVolts { get; set; }

        public bool HasCharge { get; set; }

        /// <summary>0 to 100 %.</summary>
        public int ChargePercent { get; set; }

        /// <summary>Boots in a row that ended in a crash or by the watchdog, 0 to 65,535.</summary>
        public int Crashes { get; set; }

        /// <summary>Longest turn of a loop since the frame before, ms.</summary>
        public int LongestLoopMs { get; set; }

        /// <summary>Longest computation of a window's features since the frame before, 0 to 65,535 ms.</summary>
        public int FeaturesMs { get; set; }

        public bool HasInference { get; set; }

        /// <summary>Longest inference since the frame before, 0 to 65,535 ms.</summary>
        public int InferenceMs { get; set; }

        /// <summary>Entries of <see cref="ErrorCodes"/> and <see cref="ErrorCounts"/> in use.</summary>
        public int ErrorCount { get; set; }

        public NodeErrorCode[] ErrorCodes { get; }

        /// <summary>Times since this boot.</summary>
        public uint[] ErrorCounts { get; }

        /// <summary>Encodes the frame; returns its length, or 0 when the buffer is too small.</summary>
        public int Write(byte[] buffer, int offset, int room, CborWriter writer)
        {
            int optional = (HasRadio ? 1 : 0) + (HasTemperature ? 1 : 0) + (HasBattery ? 1 : 0) + (HasCharge ? 1 : 0)
                + (HasInference ? 1 : 0) + (ErrorCount > 0 ? 1 : 0);
            MessageWriter.Begin(writer, buffer, offset, room, 14 + optional, MessageKindCode.Health);
            Key.Write(writer);
            HealthFields.Write(this, writer);
            return MessageWriter.End(writer);
        }

        /// <summary>Decodes untrusted bytes. After a fault the object's values are undefined.</summary>
        public FrameErrorCode Read(byte[] buffer, int offset, int count, MessageReader reader)
        {
            int key;
            int seen = 0;
            if (!reader.Begin(buffer, offset, count, MessageKindCode.Health, MaxLength))
            {
                return reader.Error;
            }

            ErrorCount = 0;
            while (reader.NextField(Key, buffer, ref seen, out key))
            {
                if (HealthFields.Read(this, key, reader.Cbor))
                {
                    seen |= 1 << key;
                }
            }

            HasRadio = (seen & (1 << Field.HealthRadio)) != 0;
            HasTemperature = (seen & (1 << Field.HealthTemperature)) != 0;
            HasBattery = (seen & (1 << Field.HealthBattery)) != 0;
            HasCharge = (seen & (1 << Field.HealthCharge)) != 0;
            HasInference = (seen & (1 << Field.HealthInference)) != 0;
            return reader.End(seen, RequiredFields);
        }
    }
}
