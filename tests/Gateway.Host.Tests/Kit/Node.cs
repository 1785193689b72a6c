using System;
using System.Buffers.Binary;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Kit;

/// <summary>Makes the messages of one node.</summary>
internal sealed class Node(ulong id, uint boot = 1)
{
    private readonly CborWriter _writer = new();
    private readonly byte[] _buffer = new byte[2048];

    public DeviceKey Device { get; } = new(id);

    public string Text => Device.ToString();

    public uint Boot => boot;

    public string Topic(string channel) => Topics.Of("demo", "gw1", Text, channel);

    /// <summary>A frame of sensor 0; a faulty one has a strong line at BPFO.</summary>
    public byte[] Frame(uint sequence, long timeMs, bool isFaulty = false, int quality = 0, bool hasEnvelope = true)
    {
        var frame = new FeatureFrame
        {
            Sensor = 0,
            Quality = quality,
            SampleRateHz = 12_800,
            WindowLength = 8192,
            ShaftMilliHz = 25_000,
            Axes = 1,
            HasEnvelope = hasEnvelope
        };
        Fill(frame.Key, sequence, timeMs);
        frame.Statistics[0] = 0.5f;
        frame.Statistics[2] = 4f;
        frame.Statistics[3] = 3f;
        frame.Envelope[1 + FakeScorer.Decisive] = (byte)(isFaulty ? 120 : 4);
        return Take(frame.Write(_buffer, 0, _buffer.Length, _writer));
    }

    /// <summary>Sensor 0 as told, with features of vibration and one property, whose value is told too when it is given.</summary>
    public byte[] Description(string part = "adxl1002", MessageKindCode frames = MessageKindCode.Features, int? periodMs = null)
    {
        var description = new Description { Firmware = "0.1.0", Board = "virtual-rev-a", SensorCount = 1, FeatureCount = 1 };
        Fill(description.Key, 0, 0);
        (description.Sensors[0].Part, description.Sensors[0].Frames, description.Sensors[0].Count) = (part, frames, 1);
        var quantity = description.Sensors[0].Items[0];
        (quantity.Name, quantity.Unit, quantity.HasRange) = ("acceleration", UnitCode.StandardGravity, true);
        (quantity.Low, quantity.High) = (-50, 50);
        (description.Features[0].Frames, description.Features[0].Count) = (MessageKindCode.Features, 1);
        (description.Features[0].Items[0].Name, description.Features[0].Items[0].Unit) = ("velocityRms", UnitCode.MillimetrePerSecond);
        description.PropertyCount = 1;
        var property = description.Properties[0];
        (property.Setting, property.Name, property.Unit) = (SettingKey.Period, "period", UnitCode.Millisecond);
        (property.Form, property.Low, property.High) = (SettingFormCode.Number, 100, 3_600_000);
        (property.HasValue, property.Value) = (periodMs is not null, periodMs ?? 0);
        return Take(description.Write(_buffer, 0, _buffer.Length, _writer));
    }

    public byte[] Gap(uint sequence, uint first, uint last, long timeMs = 0)
    {
        var gap = new GapNotice { GapBoot = boot, First = first, Last = last, Reason = GapReasonCode.OutboxOverrun };
        Fill(gap.Key, sequence, timeMs);
        return Take(gap.Write(_buffer, 0, _buffer.Length, _writer));
    }

    public byte[] State(uint sequence, uint oldest = 1, string name = "node-07", params float[] orders)
    {
        var state = new StateMessage
        {
            Firmware = "0.1.0", Board = "virtual-rev-a", Name = name, Machine = "feed pump 1", Oldest = oldest, SensorCount = 1
        };
        Fill(state.Key, sequence, 0);
        state.Sensors[0].Part = "adxl1002";
        state.Sensors[0].Axes = 1;
        state.Sensors[0].SampleRateHz = 12_800;
        state.Sensors[0].WindowLength = 8192;
        orders.CopyTo(state.Orders, 0);
        return Take(state.Write(_buffer, 0, _buffer.Length, _writer));
    }

    /// <summary>What the node made of a configuration.</summary>
    public byte[] Result(uint sequence, uint number, ConfigurationResultCode result)
    {
        var message = new ConfigurationResultMessage { Number = number, Result = result };
        Fill(message.Key, sequence, 0);
        return Take(message.Write(_buffer, 0, _buffer.Length, _writer));
    }

    public byte[] Chunk(uint burst, int index, int count, short[] samples, ulong timeMs)
    {
        var chunk = new BurstChunk
        {
            BurstId = burst, ChunkIndex = index, ChunkCount = count, Sensor = 0, SampleRateHz = 12_800,
            ShaftMilliHz = 25_000, Scale = 0.001f
        };
        Fill(chunk.Key, 0, (long)timeMs);
        chunk.SampleCount = samples.Length;
        samples.CopyTo(chunk.Samples, 0);
        return Take(chunk.Write(_buffer, 0, _buffer.Length, _writer));
    }

    /// <summary>Features of a picture of sensor 2 whose scene moved right; block 100 changed on wish.</summary>
    public byte[] Picture(uint sequence, long timeMs, double shiftPx = 0, bool isChanged = false, int light = 100, int quality = 0)
    {
        var picture = new VisionFeatures
        {
            Sensor = 2, PictureId = sequence, Width = 160, Height = 120, Light = light * 256, HasShift = true,
            ShiftX = (int)(shiftPx * VisionFeatures.ShiftPerPixel), ShiftConfidence = 255, HasChange = true, Quality = quality
        };
        picture.Change[12] = (byte)(isChanged ? 1 << 4 : 0);
        Fill(picture.Key, sequence, timeMs);
        return Take(picture.Write(_buffer, 0, _buffer.Length, _writer));
    }

    /// <summary>All chunks of a crop of sensor 2; the fake model calls it scratched on wish.</summary>
    public byte[][] Crop(uint picture, long timeMs, bool isScratched)
    {
        var pixels = new byte[96 * 96];
        pixels[0] = (byte)(isScratched ? 255 : 10);
        var messages = new byte[9][];
        for (var index = 0; index < messages.Length; index++)
        {
            var chunk = new CropChunk
            {
                Sensor = 2, PictureId = picture, ChunkIndex = index, ChunkCount = 9, Column = 32, Row = 12, Size = 96,
                Crc = Crc32.Compute(pixels, 0, pixels.Length), PixelCount = CropChunk.PixelsOf(96, index)
            };
            pixels.AsSpan(index * CropChunk.MaxPixels, chunk.PixelCount).CopyTo(chunk.Pixels);
            Fill(chunk.Key, 0, timeMs);
            messages[index] = Take(chunk.Write(_buffer, 0, _buffer.Length, _writer));
        }

        return messages;
    }

    private void Fill(FrameKey key, uint sequence, long timeMs)
    {
        var device = new byte[FrameKey.DeviceLength];
        BinaryPrimitives.WriteUInt64BigEndian(device, id);
        key.SetDevice(device, 0);
        key.Boot = boot;
        key.Sequence = sequence;
        key.TimeMs = (ulong)timeMs;
    }

    private byte[] Take(int length)
    {
        Assert.True(length > 0, "the message does not fit");
        return _buffer.AsSpan(0, length).ToArray();
    }
}
