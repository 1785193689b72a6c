namespace Stethos.Protocol
{
    /// <summary>Writes and reads the fields of a <see cref="HealthMessage"/> after its key.</summary>
    internal static class HealthFields
    {
        internal static void Write(HealthMessage health, CborWriter writer)
        {
            Put(writer, Field.HealthUptime, health.UptimeSeconds);
            Put(writer, Field.HealthFree, health.FreeBytes);
            Put(writer, Field.HealthLowWater, health.LowWaterBytes);
            Put(writer, Field.HealthDepth, (uint)health.Depth);
            Put(writer, Field.HealthHours, (uint)health.HoursTenths);
            if (health.HasRadio)
            {
                writer.Unsigned(Field.HealthRadio);
                writer.Signed(health.RadioDbm);
            }

            if (health.HasTemperature)
            {
                writer.Unsigned(Field.HealthTemperature);
                writer.Signed(health.TemperatureCentiCelsius);
            }

            if (health.HasBattery)
            {
                Put(writer, Field.HealthBattery, (uint)health.BatteryMilliVolts);
            }

            if (health.HasCharge)
            {
                Put(writer, Field.HealthCharge, (uint)health.ChargePercent);
            }

            Put(writer, Field.HealthCrashes, (uint)health.Crashes);
            Put(writer, Field.HealthLoop, (uint)health.LongestLoopMs);
            Put(writer, Field.HealthFeatures, (uint)health.FeaturesMs);
            if (health.HasInference)
            {
                Put(writer, Field.HealthInference, (uint)health.InferenceMs);
            }

            WriteErrors(health, writer);
        }

        /// <summary>True when the field is known and was read.</summary>
        internal static bool Read(HealthMessage health, int key, CborReader reader)
        {
            ulong wide;
            switch (key)
            {
                case Field.HealthUptime:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    health.UptimeSeconds = (uint)wide;
                    return true;
                case Field.HealthFree:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    health.FreeBytes = (uint)wide;
                    return true;
                case Field.HealthLowWater:
                    reader.ReadUnsigned(uint.MaxValue, out wide);
                    health.LowWaterBytes = (uint)wide;
                    return true;
                case Field.HealthErrors:
                    ReadErrors(health, reader);
                    return true;
                default:
                    return ReadNumber(health, key, reader);
            }
        }

        private static bool ReadNumber(HealthMessage health, int key, CborReader reader)
        {
            int number;
            switch (key)
            {
                case Field.HealthDepth:
                    reader.ReadInt(int.MaxValue, out number);
                    health.Depth = number;
                    return true;
                case Field.HealthHours:
                    reader.ReadInt(65535, out number);
                    health.HoursTenths = number;
                    return true;
                case Field.HealthRadio:
                    reader.ReadSigned(-128, 0, out number);
                    health.RadioDbm = number;
                    return true;
                case Field.HealthTemperature:
                    reader.ReadSigned(short.MinValue, short.MaxValue, out number);
                    health.TemperatureCentiCelsius = number;
                    return true;
                case Field.HealthBattery:
                    reader.ReadInt(65535, out number);
                    health.BatteryMilliVolts = number;
                    return true;
                case Field.HealthCharge:
                    reader.ReadInt(100, out number);
                    health.ChargePercent = number;
                    return true;
                default:
                    return ReadTimes(health, key, reader);
            }
        }

        private static bool ReadTimes(HealthMessage health, int key, CborReader reader)
        {
            int number;
            switch (key)
            {
                case Field.HealthCrashes:
                    reader.ReadInt(65535, out number);
                    health.Crashes = number;
                    return true;
                case Field.HealthLoop:
                    reader.ReadInt(int.MaxValue, out number);
                    health.LongestLoopMs = number;
                    return true;
                case Field.HealthFeatures:
                    reader.ReadInt(65535, out number);
                    health.FeaturesMs = number;
                    return true;
                case Field.HealthInference:
                    reader.ReadInt(65535, out number);
                    health.InferenceMs = number;
                    return true;
                default:
                    reader.Skip();
                    return false;
            }
        }

        private static void Put(CborWriter writer, int key, uint value)
        {
            writer.Unsigned((ulong)key);
            writer.Unsigned(value);
        }

        private static void WriteErrors(HealthMessage health, CborWriter writer)
        {
            if (health.ErrorCount == 0)
            {
                return;
            }

            writer.Unsigned(Field.HealthErrors);
            writer.ArrayStart(2 * health.ErrorCount);
            for (int i = 0; i < health.ErrorCount; i++)
            {
                writer.Unsigned((ulong)health.ErrorCodes[i]);
                writer.Unsigned(health.ErrorCounts[i]);
            }
        }

        private static void ReadErrors(HealthMessage health, CborReader reader)
        {
            int items;
            int code;
            ulong count;
            if (!reader.ReadArrayStart(out items))
            {
                return;
            }

            if (items > 2 * HealthMessage.MaxErrors)
            {
                reader.Fail(FrameErrorCode.OutOfRange);
                return;
            }

            if ((items & 1) != 0)
            {
                reader.Fail(FrameErrorCode.Inconsistent);
                return;
            }

            for (int i = 0; i < items / 2; i++)
            {
                if (!reader.ReadInt(65535, out code) || !reader.ReadUnsigned(uint.MaxValue, out count))
                {
                    return;
                }

                health.ErrorCodes[i] = (NodeErrorCode)code;
                health.ErrorCounts[i] = (uint)count;
                health.ErrorCount = i + 1;
            }
        }
    }
}
