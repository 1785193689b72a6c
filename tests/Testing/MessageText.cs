using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.Testing;

/// <summary>Messages as text with every field that travels: two messages are equal when their texts are.</summary>
public static class MessageText
{
    public static string Of(FeatureFrame frame) => Join(
        Of(frame.Key), frame.Sensor, frame.Quality, frame.Clipped, frame.Lost, frame.SampleRateHz, frame.WindowLength,
        frame.ShaftMilliHz, frame.Axes,
        List(frame.Statistics.Take(frame.Axes * FeatureFrame.StatisticsPerAxis)),
        List(frame.Bands.Take(frame.Axes * FeatureFrame.BandsPerAxis)),
        frame.HasEnvelope ? List(frame.Envelope) : "-",
        frame.HasGravity ? List(frame.Gravity) : "-",
        frame.HasTemperature ? frame.TemperatureCentiCelsius : "-");

    public static string Of(GapNotice notice) => Join(
        Of(notice.Key), notice.GapBoot, notice.First, notice.Last, (int)notice.Reason);

    public static string Of(Acknowledgement acknowledgement) => Join(
        acknowledgement.Boot, acknowledgement.Cumulative, acknowledgement.TimeMs,
        List(acknowledgement.Bitmap.Take(acknowledgement.BitmapLength)),
        acknowledgement.HasMac ? List(acknowledgement.Mac) : "-");

    public static string Of(Command command) => Join(
        command.Id, (int)command.Code, command.Sensor, command.Samples, command.Picture,
        command.HasRegion ? $"{command.Column}:{command.Row}" : "-");

    public static string Of(BurstChunk chunk) => Join(
        Of(chunk.Key), chunk.Sensor, chunk.BurstId, chunk.ChunkIndex, chunk.ChunkCount, chunk.SampleRateHz,
        chunk.ShaftMilliHz, chunk.Scale, List(chunk.Samples.Take(chunk.SampleCount)));

    public static string Of(StateMessage state) => Join(
        Of(state.Key), state.Firmware, state.Board, state.Name, state.Machine, state.OutboxDepth, List(state.Counters),
        List(state.Orders),
        List(state.Sensors.Take(state.SensorCount)
            .Select(sensor => $"{sensor.Sensor}:{sensor.Part}:{sensor.Axes}:{sensor.SampleRateHz}:{sensor.WindowLength}")),
        state.Oldest, (int)state.Mode, state.ConfigurationNumber, state.HasNonce ? List(state.Nonce) : "-", (int)state.Error);

    public static string Of(HealthMessage health) => Join(
        Of(health.Key), health.UptimeSeconds, health.FreeBytes, health.LowWaterBytes, health.Depth, health.HoursTenths,
        health.HasRadio ? health.RadioDbm : "-", health.HasTemperature ? health.TemperatureCentiCelsius : "-",
        health.HasBattery ? health.BatteryMilliVolts : "-", health.HasCharge ? health.ChargePercent : "-",
        health.Crashes, health.LongestLoopMs, health.FeaturesMs, health.HasInference ? health.InferenceMs : "-",
        List(health.ErrorCodes.Zip(health.ErrorCounts).Take(health.ErrorCount).Select(pair => $"{(int)pair.First}:{pair.Second}")));

    public static string Of(LastWordsMessage words) => Join(
        Of(words.Key), words.EndedBoot, (int)words.Cause, (int)words.Error, (int)words.Loop, words.UptimeSeconds,
        words.LowWaterBytes, words.Crashes);

    public static string Of(ConfigurationMessage message) => Join(
        message.Number, List(message.Body.Take(message.BodyLength)), List(message.Mac));

    public static string Of(UpdateCommandMessage order) => Join(
        List(order.Device), List(order.Nonce), order.TtlSeconds, order.Wave, order.Attempt, (int)order.Action, List(order.Digest),
        List(order.Mac));

    public static string Of(FreshnessMessage freshness) => Join(
        List(freshness.Device), freshness.Sequence, freshness.TimeSeconds, freshness.ExpirySeconds, List(freshness.Mac));

    public static string Of(ConfigurationResultMessage result) => Join(
        Of(result.Key), result.Number, (int)result.Result, result.Setting);

    public static string Of(VisionFeatures frame) => Join(
        Of(frame.Key), frame.Sensor, frame.Quality, frame.PictureId, frame.Width, frame.Height, frame.Light,
        List(frame.BlockMeans), frame.HasChange ? List(frame.Change) : "-", frame.HasEdges ? List(frame.Edges) : "-",
        frame.HasHistogram ? List(frame.Histogram) : "-",
        frame.HasShift ? $"{frame.ShiftX}:{frame.ShiftY}:{frame.ShiftConfidence}" : "-",
        frame.HasTemperatures ? $"{frame.MinCentiCelsius}:{frame.MaxCentiCelsius}:{frame.MeanCentiCelsius}" : "-",
        List(frame.HotSpots.Take(frame.HotSpotCount * VisionFeatures.NumbersPerSpot)));

    public static string Of(CropChunk chunk) => Join(
        Of(chunk.Key), chunk.Sensor, chunk.CropId, chunk.ChunkIndex, chunk.ChunkCount, chunk.PictureId, chunk.Column,
        chunk.Row, chunk.Size, chunk.Crc, List(chunk.Pixels.Take(chunk.PixelCount)));

    public static string Of(Description description) => Join(
        DeviceId.ToText(description.Key.Device, 0), description.Key.Boot, description.Firmware, description.Board,
        List(description.Sensors.Take(description.SensorCount)
            .Select(sensor => $"{sensor.Sensor}:{sensor.Part}:{(int)sensor.Frames}:{Of(sensor)}")),
        List(description.Features.Take(description.FeatureCount).Select(kind => $"{(int)kind.Frames}:{Of(kind)}")),
        List(description.Properties.Take(description.PropertyCount)
            .Select(one => $"{one.Setting}:{one.Name}:{(int)one.Unit}:{(int)one.Form}:{one.Low}:{one.High}"
                + (!one.HasValue ? "" : one.Form == SettingFormCode.Text ? $":'{one.Text}'" : $":{one.Value}"))),
        List(description.Commands.Take(description.CommandCount).Select(command => $"{(int)command.Code}:{command.Name}")),
        List(description.Gauges.Take(description.GaugeCount).Select(gauge => $"{gauge.Part}:{Of(gauge)}")));

    public static string Of(UpdateStatus status) => Join(
        DeviceId.ToText(status.Key.Device, 0), status.Key.Boot, status.State, status.Reason, status.Number, List(status.Versions),
        List(status.Roots), status.Pair, List(status.Floors), status.Sequence, status.HasNonce ? List(status.Nonce) : "-",
        status.HasImage ? List(status.Image) : "-", status.Component, status.Missing,
        List(status.Bitmap.Take(status.BitmapLength)), status.Credits, status.Flags, List(status.Counters), status.RepairRoom,
        List(status.Basis));

    public static string Of(ManifestPart part) => Join(
        List(part.Image), part.Index, part.Parts, List(part.Data.Skip(part.DataOffset).Take(part.DataCount)));

    public static string Of(UpdateChunk chunk) => Join(
        List(chunk.Image), chunk.Component, chunk.Place, chunk.Flags, chunk.Length,
        List(chunk.Data.Skip(chunk.DataOffset).Take(chunk.DataCount)));

    private static string Of(QuantityList list) => List(list.Items.Take(list.Count)
        .Select(item => $"{item.Name}:{(int)item.Unit}" + (item.HasRange ? $":{item.Low}:{item.High}" : "")));

    private static string Of(FrameKey key) => Join(DeviceId.ToText(key.Device, 0), key.Boot, key.Sequence, key.TimeMs);

    private static string List<T>(IEnumerable<T> values) => "[" + string.Join(' ', values.Select(Text)) + "]";

    private static string Join(params object[] values) => string.Join('|', values.Select(Text));

    private static string Text<T>(T value) => value switch
    {
        float real => real.ToString("R", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value?.ToString() ?? ""
    };
}
