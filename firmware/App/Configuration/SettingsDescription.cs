using Stethos.Protocol;

namespace Stethos.App.Configuration
{
    /// <summary>
    /// What a configuration can set, as the description tells it: a test holds names, forms and ranges against
    /// <see cref="SettingsBody"/>.
    /// </summary>
    public static class SettingsDescription
    {
        /// <summary>Writes every setting as a property with its present value, in the order of the keys.</summary>
        public static void Write(DescriptionWriter writer, NodeSettings settings)
        {
            writer.Property(SettingKey.Name, "name", UnitCode.None, SettingFormCode.Text, 0, 48, settings.Name);
            writer.Property(SettingKey.Machine, "machine", UnitCode.None, SettingFormCode.Text, 0, 48, settings.Machine);
            Number(writer, SettingKey.Period, "period", UnitCode.Millisecond, 100, 3600000, settings.PeriodMs);
            Number(writer, SettingKey.ShaftSpeed, "shaftSpeed", UnitCode.MilliHertz, 0, 1000000, settings.ShaftMilliHz);
            Number(writer, SettingKey.EnvelopeLow, "envelopeLow", UnitCode.Hertz, 1, 65535, settings.EnvelopeLowHz);
            Number(writer, SettingKey.EnvelopeHigh, "envelopeHigh", UnitCode.Hertz, 1, 65535, settings.EnvelopeHighHz);
            writer.Property(
                SettingKey.SlowRate, "slowRate", UnitCode.Hertz, SettingFormCode.Doubling, 100, 3200, settings.SlowRateHz);
            Number(writer, SettingKey.HealthPeriod, "healthPeriod", UnitCode.Second, 5, 3600, settings.HealthPeriodSeconds);
            Number(writer, SettingKey.TrialTime, "trialTime", UnitCode.Second, 5, 3600, settings.TrialSeconds);
            Number(writer, SettingKey.LinkAlarm, "linkAlarm", UnitCode.Second, 0, 86400, settings.LinkAlarmSeconds);
            Number(writer, SettingKey.BrokerPort, "brokerPort", UnitCode.None, 1, 65535, settings.BrokerPort);
            if (settings.Further != null)
            {
                settings.Further.Describe(writer);
            }
        }

        private static void Number(DescriptionWriter writer, int setting, string name, UnitCode unit, int low, int high, int value)
        {
            writer.Property(setting, name, unit, SettingFormCode.Number, low, high, value);
        }
    }
}
