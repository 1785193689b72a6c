using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Upkeep;

/// <summary>Names of settings as people write them, by key.</summary>
public static class SettingNames
{
    private static readonly Dictionary<int, string> Names = new()
    {
        [SettingKey.Name] = "name",
        [SettingKey.Machine] = "machine",
        [SettingKey.Period] = "period-ms",
        [SettingKey.ShaftSpeed] = "shaft-mhz",
        [SettingKey.EnvelopeLow] = "envelope-low-hz",
        [SettingKey.EnvelopeHigh] = "envelope-high-hz",
        [SettingKey.SlowRate] = "slow-rate-hz",
        [SettingKey.HealthPeriod] = "health-period-s",
        [SettingKey.TrialTime] = "trial-s",
        [SettingKey.LinkAlarm] = "link-alarm-s",
        [SettingKey.BrokerPort] = "broker-port",
        [SettingKey.TakesTurns] = "takes-turns",
        [SettingKey.SensorOrder] = "sensor-order",
        [SettingKey.LeavesOutEnvelope] = "leaves-out-envelope",
        [SettingKey.PicturePeriod] = "picture-period-ms",
        [SettingKey.LeavesOutCalm] = "leaves-out-calm"
    };

    /// <summary>All names, in the order of their keys.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Names.OrderBy(pair => pair.Key).Select(pair => pair.Value)];

    /// <summary>Empty for 0; the number itself for a setting that is not known here.</summary>
    public static string Of(int key) => key == 0 ? "" : Names.GetValueOrDefault(key, key.ToString(CultureInfo.InvariantCulture));

    /// <summary>0 when there is no such setting.</summary>
    public static int KeyOf(string name) => Names.FirstOrDefault(pair => pair.Value == name).Key;

    /// <summary>Whether a setting's value is text; all others are whole numbers.</summary>
    public static bool IsText(int key) => key is SettingKey.Name or SettingKey.Machine or SettingKey.SensorOrder;
}
