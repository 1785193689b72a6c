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
        List(acknowledgement.Bitmap.Take(acknowledgement.BitmapLength)));

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
        state.Oldest);

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
