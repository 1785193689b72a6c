using System;
using System.Linq;
using System.Text.Json;

namespace Stethos.Protocol.Tests;

/// <summary>Builds messages from the JSON of a golden vector.</summary>
internal static class MessageJson
{
    internal static FeatureFrame Features(JsonElement json)
    {
        var statistics = Floats(json, "statistics");
        var frame = new FeatureFrame
        {
            Sensor = Int(json, "sensor"),
            Quality = Int(json, "quality"),
            Clipped = Int(json, "clipped"),
            Lost = Int(json, "lost"),
            SampleRateHz = Int(json, "sampleRateHz"),
            WindowLength = Int(json, "windowLength"),
            ShaftMilliHz = UInt(json, "shaftMilliHz"),
            Axes = statistics.Length / FeatureFrame.StatisticsPerAxis
        };
        Fill(frame.Key, json);
        statistics.CopyTo(frame.Statistics, 0);
        Bytes(json, "bands").CopyTo(frame.Bands, 0);
        if (json.TryGetProperty("envelope", out _))
        {
            frame.HasEnvelope = true;
            Bytes(json, "envelope").CopyTo(frame.Envelope, 0);
        }

        if (json.TryGetProperty("gravity", out _))
        {
            frame.HasGravity = true;
            Floats(json, "gravity").CopyTo(frame.Gravity, 0);
        }

        if (json.TryGetProperty("temperatureCentiCelsius", out var temperature))
        {
            frame.HasTemperature = true;
            frame.TemperatureCentiCelsius = temperature.GetInt32();
        }

        return frame;
    }

    internal static GapNotice Gap(JsonElement json)
    {
        var notice = new GapNotice
        {
            First = UInt(json, "first"),
            Last = UInt(json, "last"),
            Reason = (GapReasonCode)Int(json, "reason"),
            GapBoot = UInt(json, "gapBoot")
        };
        Fill(notice.Key, json);
        return notice;
    }

    internal static Acknowledgement Acknowledgement(JsonElement json)
    {
        var bitmap = Bytes(json, "bitmap");
        var acknowledgement = new Acknowledgement
        {
            Boot = UInt(json, "boot"),
            Cumulative = UInt(json, "cumulative"),
            TimeMs = json.GetProperty("timeMs").GetUInt64(),
            BitmapLength = bitmap.Length
        };
        bitmap.CopyTo(acknowledgement.Bitmap, 0);
        if (json.TryGetProperty("mac", out var mac))
        {
            acknowledgement.HasMac = true;
            Convert.FromHexString(mac.GetString()!).CopyTo(acknowledgement.Mac, 0);
        }

        return acknowledgement;
    }

    internal static Command Command(JsonElement json) => new()
    {
        Id = UInt(json, "id"),
        Code = (CommandCode)Int(json, "code"),
        Sensor = Int(json, "sensor"),
        Samples = Int(json, "samples"),
        Picture = json.TryGetProperty("picture", out var picture) ? picture.GetUInt32() : 0,
        HasRegion = json.TryGetProperty("column", out _),
        Column = json.TryGetProperty("column", out var column) ? column.GetInt32() : 0,
        Row = json.TryGetProperty("row", out var row) ? row.GetInt32() : 0
    };

    internal static BurstChunk Burst(JsonElement json)
    {
        var samples = json.GetProperty("samples").EnumerateArray().Select(item => item.GetInt16()).ToArray();
        var chunk = new BurstChunk
        {
            Sensor = Int(json, "sensor"),
            BurstId = UInt(json, "burstId"),
            ChunkIndex = Int(json, "chunkIndex"),
            ChunkCount = Int(json, "chunkCount"),
            SampleRateHz = Int(json, "sampleRateHz"),
            ShaftMilliHz = UInt(json, "shaftMilliHz"),
            Scale = json.GetProperty("scale").GetSingle(),
            SampleCount = samples.Length
        };
        Fill(chunk.Key, json);
        samples.CopyTo(chunk.Samples, 0);
        return chunk;
    }

    internal static StateMessage State(JsonElement json)
    {
        var state = new StateMessage
        {
            Firmware = json.GetProperty("firmware").GetString()!,
            Board = json.GetProperty("board").GetString()!,
            Name = json.GetProperty("name").GetString()!,
            Machine = json.GetProperty("machine").GetString()!,
            OutboxDepth = Int(json, "outboxDepth"),
            Oldest = UInt(json, "oldest"),
            Mode = (NodeModeCode)Int(json, "mode"),
            ConfigurationNumber = UInt(json, "configuration"),
            Error = (NodeErrorCode)Int(json, "error")
        };
        Fill(state.Key, json);
        if (json.TryGetProperty("nonce", out var nonce))
        {
            state.HasNonce = true;
            Convert.FromHexString(nonce.GetString()!).CopyTo(state.Nonce, 0);
        }

        json.GetProperty("counters").EnumerateArray().Select(item => item.GetUInt32()).ToArray().CopyTo(state.Counters, 0);
        Floats(json, "orders").CopyTo(state.Orders, 0);
        foreach (var item in json.GetProperty("sensors").EnumerateArray())
        {
            var sensor = state.Sensors[state.SensorCount++];
            sensor.Sensor = Int(item, "sensor");
            sensor.Part = item.GetProperty("part").GetString()!;
            sensor.Axes = Int(item, "axes");
            sensor.SampleRateHz = Int(item, "sampleRateHz");
            sensor.WindowLength = Int(item, "windowLength");
        }

        return state;
    }

    internal static VisionFeatures Vision(JsonElement json)
    {
        var frame = new VisionFeatures
        {
            Sensor = Int(json, "sensor"),
            Quality = Int(json, "quality"),
            PictureId = UInt(json, "picture"),
            Width = Int(json, "width"),
            Height = Int(json, "height"),
            Light = Int(json, "light"),
            HasChange = json.TryGetProperty("change", out _),
            HasEdges = json.TryGetProperty("edges", out _),
            HasHistogram = json.TryGetProperty("histogram", out _),
            HasShift = json.TryGetProperty("shift", out var shift),
            HasTemperatures = json.TryGetProperty("temperatures", out var temperatures)
        };
        Fill(frame.Key, json);
        Bytes(json, "blocks").CopyTo(frame.BlockMeans, 0);
        CopyIf(frame.HasChange, json, "change", frame.Change);
        CopyIf(frame.HasEdges, json, "edges", frame.Edges);
        CopyIf(frame.HasHistogram, json, "histogram", frame.Histogram);
        if (frame.HasShift)
        {
            (frame.ShiftX, frame.ShiftY) = (shift[0].GetInt32(), shift[1].GetInt32());
            frame.ShiftConfidence = Int(json, "shiftConfidence");
        }

        if (frame.HasTemperatures)
        {
            (frame.MinCentiCelsius, frame.MaxCentiCelsius) = (temperatures[0].GetInt32(), temperatures[1].GetInt32());
            frame.MeanCentiCelsius = temperatures[2].GetInt32();
        }

        if (json.TryGetProperty("hotSpots", out var spots))
        {
            frame.HotSpotCount = spots.GetArrayLength();
            spots.EnumerateArray().SelectMany(spot => spot.EnumerateArray()).Select(item => item.GetInt16()).ToArray()
                .CopyTo(frame.HotSpots, 0);
        }

        return frame;
    }

    internal static CropChunk Crop(JsonElement json)
    {
        var size = Int(json, "size");
        var pixels = Enumerable.Range(0, size * size)
            .Select(n => (byte)(Int(json, "first") + Int(json, "step") * n)).ToArray();
        var chunk = new CropChunk
        {
            Sensor = Int(json, "sensor"),
            CropId = UInt(json, "cropId"),
            ChunkIndex = Int(json, "chunkIndex"),
            ChunkCount = CropChunk.ChunksOf(size),
            PictureId = UInt(json, "picture"),
            Column = Int(json, "column"),
            Row = Int(json, "row"),
            Size = size,
            Crc = Crc32.Compute(pixels, 0, pixels.Length)
        };
        Fill(chunk.Key, json);
        chunk.PixelCount = CropChunk.PixelsOf(size, chunk.ChunkIndex);
        Array.Copy(pixels, chunk.ChunkIndex * CropChunk.MaxPixels, chunk.Pixels, 0, chunk.PixelCount);
        return chunk;
    }

    private static void CopyIf(bool isThere, JsonElement json, string name, byte[] target)
    {
        if (isThere)
        {
            Bytes(json, name).CopyTo(target, 0);
        }
    }

    internal static void Fill(FrameKey key, JsonElement json)
    {
        key.SetDevice(Convert.FromHexString(json.GetProperty("device").GetString()!), 0);
        key.Boot = UInt(json, "boot");
        key.Sequence = UInt(json, "sequence");
        key.TimeMs = json.GetProperty("timeMs").GetUInt64();
    }

    internal static int Int(JsonElement json, string name) => json.GetProperty(name).GetInt32();

    internal static uint UInt(JsonElement json, string name) => json.GetProperty(name).GetUInt32();

    private static float[] Floats(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(item => item.GetSingle()).ToArray();

    private static byte[] Bytes(JsonElement json, string name) =>
        json.GetProperty(name).EnumerateArray().Select(item => item.GetByte()).ToArray();
}
