using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>How a node with several sensors shares its time between them, and when it takes pictures.</summary>
    public sealed class MeasuringSettings : IFurtherSettings
    {
        private const int MaxOrderLength = 15;
        private const int CountWithoutPictures = 4;
        private int[] _order = new int[0];

        public MeasuringSettings()
        {
            SensorOrder = "";
        }

        /// <summary>As in <see cref="NodeConfiguration.TakesTurns"/>.</summary>
        public bool TakesTurns { get; set; }

        /// <summary>Numbers of the sensors whose windows go first, such as "1,0"; empty = as wired.</summary>
        public string SensorOrder { get; private set; }

        /// <summary>As in <see cref="NodeConfiguration.LeavesOutEnvelope"/>.</summary>
        public bool LeavesOutEnvelope { get; set; }

        /// <summary>Time from the start of one picture to the start of the next; 0 = the board takes none.</summary>
        public int PicturePeriodMs { get; set; }

        /// <summary>Windows without news are counted instead of sent, where a model scores them.</summary>
        public bool LeavesOutCalm { get; set; }

        /// <inheritdoc/>
        public int Count
        {
            get { return PicturePeriodMs > 0 ? CountWithoutPictures + 1 : CountWithoutPictures; }
        }

        /// <summary>False, and nothing is changed, when a number is no digit, there twice, or not followed by a comma.</summary>
        public bool TrySetOrder(string text)
        {
            int[] order = new int[(text.Length + 1) / 2];
            int seen = 0;
            for (int i = 0; i < text.Length; i++)
            {
                int digit = text[i] - '0';
                bool isNumber = i % 2 == 0;
                if (isNumber ? digit < 0 || digit > 9 || (seen & (1 << digit)) != 0 : text[i] != ',' || i == text.Length - 1)
                {
                    return false;
                }

                if (isNumber)
                {
                    seen |= 1 << digit;
                    order[i / 2] = digit;
                }
            }

            _order = order;
            SensorOrder = text;
            return true;
        }

        /// <inheritdoc/>
        public IFurtherSettings Fresh()
        {
            return new MeasuringSettings();
        }

        /// <inheritdoc/>
        public void CopyFrom(IFurtherSettings other)
        {
            MeasuringSettings from = (MeasuringSettings)other;
            TakesTurns = from.TakesTurns;
            SensorOrder = from.SensorOrder;
            _order = from._order;
            LeavesOutEnvelope = from.LeavesOutEnvelope;
            PicturePeriodMs = from.PicturePeriodMs;
            LeavesOutCalm = from.LeavesOutCalm;
        }

        /// <inheritdoc/>
        public void Write(CborWriter writer)
        {
            writer.Unsigned(SettingKey.TakesTurns);
            writer.Unsigned(TakesTurns ? 1u : 0);
            writer.Unsigned(SettingKey.SensorOrder);
            writer.Text(SensorOrder);
            writer.Unsigned(SettingKey.LeavesOutEnvelope);
            writer.Unsigned(LeavesOutEnvelope ? 1u : 0);
            if (PicturePeriodMs > 0)
            {
                writer.Unsigned(SettingKey.PicturePeriod);
                writer.Unsigned((ulong)PicturePeriodMs);
            }

            writer.Unsigned(SettingKey.LeavesOutCalm);
            writer.Unsigned(LeavesOutCalm ? 1u : 0);
        }

        /// <inheritdoc/>
        public ConfigurationResultCode Read(int key, SettingsBody body)
        {
            int number;
            ConfigurationResultCode result;
            switch (key)
            {
                case SettingKey.TakesTurns:
                    result = body.ReadNumber(0, 1, out number);
                    TakesTurns = number == 1;
                    return result;
                case SettingKey.SensorOrder:
                    return ReadOrder(body);
                case SettingKey.LeavesOutEnvelope:
                    result = body.ReadNumber(0, 1, out number);
                    LeavesOutEnvelope = number == 1;
                    return result;
                case SettingKey.PicturePeriod:
                    if (PicturePeriodMs == 0)
                    {
                        return ConfigurationResultCode.UnknownKey;
                    }

                    result = body.ReadNumber(100, 3600000, out number);
                    PicturePeriodMs = number;
                    return result;
                case SettingKey.LeavesOutCalm:
                    result = body.ReadNumber(0, 1, out number);
                    LeavesOutCalm = number == 1;
                    return result;
                default:
                    return ConfigurationResultCode.UnknownKey;
            }
        }

        /// <inheritdoc/>
        public void Describe(DescriptionWriter writer)
        {
            writer.Property(SettingKey.TakesTurns, "takesTurns", UnitCode.None, SettingFormCode.Number, 0, 1, TakesTurns ? 1 : 0);
            writer.Property(
                SettingKey.SensorOrder, "sensorOrder", UnitCode.None, SettingFormCode.Text, 0, MaxOrderLength, SensorOrder);
            writer.Property(
                SettingKey.LeavesOutEnvelope, "leavesOutEnvelope", UnitCode.None, SettingFormCode.Number, 0, 1,
                LeavesOutEnvelope ? 1 : 0);
            if (PicturePeriodMs > 0)
            {
                writer.Property(
                    SettingKey.PicturePeriod, "picturePeriod", UnitCode.Millisecond, SettingFormCode.Number, 100, 3600000,
                    PicturePeriodMs);
            }

            writer.Property(
                SettingKey.LeavesOutCalm, "leavesOutCalm", UnitCode.None, SettingFormCode.Number, 0, 1, LeavesOutCalm ? 1 : 0);
        }

        /// <inheritdoc/>
        public void ApplyTo(NodeConfiguration configuration)
        {
            configuration.TakesTurns = TakesTurns;
            configuration.SensorOrder = _order;
            configuration.LeavesOutEnvelope = LeavesOutEnvelope;
        }

        private ConfigurationResultCode ReadOrder(SettingsBody body)
        {
            string text;
            ConfigurationResultCode result = body.ReadText(MaxOrderLength, out text);
            return result == ConfigurationResultCode.Accepted && !TrySetOrder(text) ? ConfigurationResultCode.OutOfRange : result;
        }
    }
}
