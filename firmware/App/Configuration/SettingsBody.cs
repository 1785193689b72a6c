using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>
    /// Settings as a CBOR map of <see cref="SettingKey"/> and values. Reading changes the settings that are named and
    /// leaves the others.
    /// </summary>
    public sealed class SettingsBody
    {
        private const int Count = 11;
        private const int MaxTextLength = 48;
        private readonly CborReader _reader = new CborReader();
        private readonly CborWriter _writer = new CborWriter();

        /// <summary>The setting at fault after <see cref="Read"/>, or the first one left out; 0 = none.</summary>
        public int Fault { get; private set; }

        /// <summary>Writes all settings; returns the length, 0 when the buffer is too small.</summary>
        public int Write(NodeSettings settings, byte[] buffer, int offset, int room)
        {
            CborWriter writer = _writer;
            writer.Reset(buffer, offset, room);
            IFurtherSettings? further = settings.Further;
            writer.MapStart(further == null ? Count : Count + further.Count);
            writer.Unsigned(SettingKey.Name);
            writer.Text(settings.Name);
            writer.Unsigned(SettingKey.Machine);
            writer.Text(settings.Machine);
            Put(SettingKey.Period, settings.PeriodMs);
            Put(SettingKey.ShaftSpeed, settings.ShaftMilliHz);
            Put(SettingKey.EnvelopeLow, settings.EnvelopeLowHz);
            Put(SettingKey.EnvelopeHigh, settings.EnvelopeHighHz);
            Put(SettingKey.SlowRate, settings.SlowRateHz);
            Put(SettingKey.HealthPeriod, settings.HealthPeriodSeconds);
            Put(SettingKey.TrialTime, settings.TrialSeconds);
            Put(SettingKey.LinkAlarm, settings.LinkAlarmSeconds);
            Put(SettingKey.BrokerPort, settings.BrokerPort);
            if (further != null)
            {
                further.Write(writer);
            }

            return writer.Overflow ? 0 : writer.Length;
        }

        /// <summary>
        /// Reads untrusted bytes over <paramref name="settings"/>: Accepted, or what is wrong; then
        /// <see cref="Fault"/> says where, and the settings are half read and not to be used.
        /// </summary>
        /// <param name="buffer">Holds the settings.</param>
        /// <param name="offset">Where they begin.</param>
        /// <param name="count">Their length.</param>
        /// <param name="settings">Are changed.</param>
        /// <param name="isStored">
        /// They were accepted once, by this firmware or another: what this node does not know is left out, the others count.
        /// </param>
        public ConfigurationResultCode Read(byte[] buffer, int offset, int count, NodeSettings settings, bool isStored)
        {
            int pairs;
            int last = 0;
            Fault = 0;
            _reader.Reset(buffer, offset, count);
            if (!_reader.ReadMapStart(out pairs))
            {
                return ConfigurationResultCode.Malformed;
            }

            for (int i = 0; i < pairs; i++)
            {
                int key;
                if (!_reader.ReadInt(65535, out key) || key <= last)
                {
                    return ConfigurationResultCode.Malformed;
                }

                last = key;
                ConfigurationResultCode result = ReadSetting(key, settings);
                if (result == ConfigurationResultCode.Accepted)
                {
                    continue;
                }

                Fault = Fault == 0 ? key : Fault;
                if (!isStored || result != ConfigurationResultCode.UnknownKey || !_reader.Skip())
                {
                    Fault = key;
                    return result;
                }
            }

            return _reader.Remaining > 0 ? ConfigurationResultCode.Malformed : Agree(settings);
        }

        /// <summary>Within <see cref="Read"/>: the value at hand, a whole number in a range.</summary>
        public ConfigurationResultCode ReadNumber(int min, int max, out int number)
        {
            if (!_reader.ReadSigned(int.MinValue, int.MaxValue, out number))
            {
                return Refusal();
            }

            return number < min || number > max ? ConfigurationResultCode.OutOfRange : ConfigurationResultCode.Accepted;
        }

        /// <summary>Within <see cref="Read"/>: the value at hand, a text.</summary>
        public ConfigurationResultCode ReadText(int maxLength, out string text)
        {
            return _reader.ReadText(maxLength, out text) ? ConfigurationResultCode.Accepted : Refusal();
        }

        private static bool IsSlowRate(int rateHz)
        {
            int rate = 100;
            while (rate < rateHz)
            {
                rate += rate;
            }

            return rate == rateHz;
        }

        private ConfigurationResultCode Agree(NodeSettings settings)
        {
            if (settings.EnvelopeLowHz < settings.EnvelopeHighHz)
            {
                return ConfigurationResultCode.Accepted;
            }

            Fault = SettingKey.EnvelopeHigh;
            return ConfigurationResultCode.Inconsistent;
        }

        private ConfigurationResultCode ReadSetting(int key, NodeSettings settings)
        {
            int number;
            ConfigurationResultCode result;
            switch (key)
            {
                case SettingKey.Name:
                case SettingKey.Machine:
                    return ReadText(key, settings);
                case SettingKey.Period:
                    result = ReadNumber(100, 3600000, out number);
                    settings.PeriodMs = number;
                    return result;
                case SettingKey.ShaftSpeed:
                    result = ReadNumber(0, 1000000, out number);
                    settings.ShaftMilliHz = number;
                    return result;
                case SettingKey.EnvelopeLow:
                    result = ReadNumber(1, 65535, out number);
                    settings.EnvelopeLowHz = number;
                    return result;
                case SettingKey.EnvelopeHigh:
                    result = ReadNumber(1, 65535, out number);
                    settings.EnvelopeHighHz = number;
                    return result;
                case SettingKey.SlowRate:
                    result = ReadNumber(100, 3200, out number);
                    settings.SlowRateHz = number;
                    return result == ConfigurationResultCode.Accepted && !IsSlowRate(number)
                        ? ConfigurationResultCode.OutOfRange : result;
                default:
                    return ReadUpkeep(key, settings);
            }
        }

        private ConfigurationResultCode ReadUpkeep(int key, NodeSettings settings)
        {
            int number;
            ConfigurationResultCode result;
            switch (key)
            {
                case SettingKey.HealthPeriod:
                    result = ReadNumber(5, 3600, out number);
                    settings.HealthPeriodSeconds = number;
                    return result;
                case SettingKey.TrialTime:
                    result = ReadNumber(5, 3600, out number);
                    settings.TrialSeconds = number;
                    return result;
                case SettingKey.LinkAlarm:
                    result = ReadNumber(0, 86400, out number);
                    settings.LinkAlarmSeconds = number;
                    return result;
                case SettingKey.BrokerPort:
                    result = ReadNumber(1, 65535, out number);
                    settings.BrokerPort = number;
                    return result;
                default:
                    return settings.Further == null ? ConfigurationResultCode.UnknownKey : settings.Further.Read(key, this);
            }
        }

        private ConfigurationResultCode ReadText(int key, NodeSettings settings)
        {
            string text;
            ConfigurationResultCode result = ReadText(MaxTextLength, out text);
            if (key == SettingKey.Name)
            {
                settings.Name = text;
            }
            else
            {
                settings.Machine = text;
            }

            return result;
        }

        private ConfigurationResultCode Refusal()
        {
            return _reader.Error == FrameErrorCode.OutOfRange
                ? ConfigurationResultCode.OutOfRange : ConfigurationResultCode.Malformed;
        }

        private void Put(int key, int value)
        {
            _writer.Unsigned((ulong)key);
            _writer.Unsigned((ulong)value);
        }
    }
}
