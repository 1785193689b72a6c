using System;
using System.Linq;
using System.Text.Json;

namespace Stethos.Protocol.Tests;

/// <summary>Builds what a node reports of itself, and its configuration, from the JSON of a golden vector.</summary>
internal static class ReportJson
{
    internal static HealthMessage Health(JsonElement json)
    {
        var health = new HealthMessage
        {
            UptimeSeconds = MessageJson.UInt(json, "uptimeSeconds"),
            FreeBytes = MessageJson.UInt(json, "freeBytes"),
            LowWaterBytes = MessageJson.UInt(json, "lowWaterBytes"),
            Depth = MessageJson.Int(json, "depth"),
            HoursTenths = MessageJson.Int(json, "hoursTenths"),
            Crashes = MessageJson.Int(json, "crashes"),
            LongestLoopMs = MessageJson.Int(json, "longestLoopMs"),
            FeaturesMs = MessageJson.Int(json, "featuresMs")
        };
        MessageJson.Fill(health.Key, json);
        health.HasRadio = Optional(json, "radioDbm", value => health.RadioDbm = value);
        health.HasTemperature = Optional(json, "temperatureCentiCelsius", value => health.TemperatureCentiCelsius = value);
        health.HasBattery = Optional(json, "batteryMilliVolts", value => health.BatteryMilliVolts = value);
        health.HasCharge = Optional(json, "chargePercent", value => health.ChargePercent = value);
        health.HasInference = Optional(json, "inferenceMs", value => health.InferenceMs = value);
        foreach (var pair in json.GetProperty("errors").EnumerateArray().Select(item => item.GetUInt32()).Chunk(2))
        {
            health.ErrorCodes[health.ErrorCount] = (NodeErrorCode)pair[0];
            health.ErrorCounts[health.ErrorCount++] = pair[1];
        }

        return health;
    }

    internal static LastWordsMessage LastWords(JsonElement json)
    {
        var words = new LastWordsMessage
        {
            EndedBoot = MessageJson.UInt(json, "endedBoot"),
            Cause = (ResetCauseCode)MessageJson.Int(json, "cause"),
            Error = (NodeErrorCode)MessageJson.Int(json, "error"),
            Loop = (LoopCode)MessageJson.Int(json, "loop"),
            UptimeSeconds = MessageJson.UInt(json, "uptimeSeconds"),
            LowWaterBytes = MessageJson.UInt(json, "lowWaterBytes"),
            Crashes = MessageJson.Int(json, "crashes")
        };
        MessageJson.Fill(words.Key, json);
        return words;
    }

    internal static ConfigurationMessage Configuration(JsonElement json)
    {
        var body = Convert.FromHexString(json.GetProperty("body").GetString()!);
        var message = new ConfigurationMessage { Number = MessageJson.UInt(json, "number"), BodyLength = body.Length };
        body.CopyTo(message.Body, 0);
        Convert.FromHexString(json.GetProperty("mac").GetString()!).CopyTo(message.Mac, 0);
        return message;
    }

    internal static ConfigurationResultMessage Result(JsonElement json)
    {
        var result = new ConfigurationResultMessage
        {
            Number = MessageJson.UInt(json, "number"),
            Result = (ConfigurationResultCode)MessageJson.Int(json, "result"),
            Setting = MessageJson.Int(json, "setting")
        };
        MessageJson.Fill(result.Key, json);
        return result;
    }

    internal static Description Description(JsonElement json)
    {
        var description = new Description
        {
            Firmware = json.GetProperty("firmware").GetString()!,
            Board = json.GetProperty("board").GetString()!
        };
        description.Key.SetDevice(Convert.FromHexString(json.GetProperty("device").GetString()!), 0);
        description.Key.Boot = MessageJson.UInt(json, "boot");
        foreach (var item in json.GetProperty("sensors").EnumerateArray())
        {
            var sensor = description.Sensors[description.SensorCount++];
            (sensor.Sensor, sensor.Part, sensor.Frames) =
                (item[0].GetInt32(), item[1].GetString()!, (MessageKindCode)item[2].GetInt32());
            Fill(sensor, item[3]);
        }

        foreach (var item in json.GetProperty("features").EnumerateArray())
        {
            var features = description.Features[description.FeatureCount++];
            features.Frames = (MessageKindCode)item[0].GetInt32();
            Fill(features, item[1]);
        }

        foreach (var item in json.GetProperty("properties").EnumerateArray())
        {
            var property = description.Properties[description.PropertyCount++];
            (property.Setting, property.Name, property.Unit) =
                (item[0].GetInt32(), item[1].GetString()!, (UnitCode)item[2].GetInt32());
            (property.Form, property.Low, property.High) =
                ((SettingFormCode)item[3].GetInt32(), item[4].GetInt32(), item[5].GetInt32());
            property.HasValue = item.GetArrayLength() > 6;
            (property.Value, property.Text) = !property.HasValue ? (0, "")
                : property.Form == SettingFormCode.Text ? (0, item[6].GetString()!) : (item[6].GetInt32(), "");
        }

        foreach (var item in json.GetProperty("commands").EnumerateArray())
        {
            var command = description.Commands[description.CommandCount++];
            (command.Code, command.Name) = ((CommandCode)item[0].GetInt32(), item[1].GetString()!);
        }

        if (json.TryGetProperty("gauges", out var gauges))
        {
            foreach (var item in gauges.EnumerateArray())
            {
                var gauge = description.Gauges[description.GaugeCount++];
                gauge.Part = item[0].GetString()!;
                Fill(gauge, item[1]);
            }
        }

        return description;
    }

    private static void Fill(QuantityList list, JsonElement items)
    {
        foreach (var item in items.EnumerateArray())
        {
            var quantity = list.Items[list.Count++];
            (quantity.Name, quantity.Unit) = (item[0].GetString()!, (UnitCode)item[1].GetInt32());
            quantity.HasRange = item.GetArrayLength() == 4;
            if (quantity.HasRange)
            {
                (quantity.Low, quantity.High) = (item[2].GetInt32(), item[3].GetInt32());
            }
        }
    }

    private static bool Optional(JsonElement json, string name, Action<int> take)
    {
        if (!json.TryGetProperty(name, out var value))
        {
            return false;
        }

        take(value.GetInt32());
        return true;
    }
}
