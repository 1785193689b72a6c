using System;
using System.Linq;
using System.Text.Json;

namespace Stethos.Protocol.Tests;

/// <summary>Builds the messages of an update from the JSON of a golden vector.</summary>
internal static class UpdateJson
{
    internal static UpdateStatus Status(JsonElement json)
    {
        var status = new UpdateStatus
        {
            State = MessageJson.Int(json, "state"),
            Reason = MessageJson.Int(json, "reason"),
            Number = MessageJson.UInt(json, "number"),
            Pair = MessageJson.UInt(json, "pair"),
            Sequence = MessageJson.UInt(json, "sequence"),
            Component = Optional(json, "component"),
            Missing = Optional(json, "missing"),
            Credits = Optional(json, "credits"),
            Flags = Optional(json, "flags"),
            RepairRoom = Optional(json, "repairRoom"),
            HasNonce = json.TryGetProperty("nonce", out _),
            HasImage = json.TryGetProperty("image", out _)
        };
        status.Key.SetDevice(Bytes(json, "device"), 0);
        status.Key.Boot = MessageJson.UInt(json, "boot");
        Numbers(json, "versions").CopyTo(status.Versions, 0);
        Numbers(json, "floors").CopyTo(status.Floors, 0);
        Numbers(json, "counters").CopyTo(status.Counters, 0);
        Numbers(json, "basis").CopyTo(status.Basis, 0);
        Bytes(json, "roots").CopyTo(status.Roots, 0);
        Bytes(json, "nonce").CopyTo(status.Nonce, 0);
        Bytes(json, "image").CopyTo(status.Image, 0);
        status.BitmapLength = Bytes(json, "bitmap").Length;
        Bytes(json, "bitmap").CopyTo(status.Bitmap, 0);
        return status;
    }

    internal static UpdateCommandMessage Order(JsonElement json)
    {
        var order = new UpdateCommandMessage
        {
            TtlSeconds = MessageJson.Int(json, "ttl"),
            Wave = MessageJson.UInt(json, "wave"),
            Attempt = MessageJson.UInt(json, "attempt"),
            Action = (UpdateActionCode)MessageJson.Int(json, "action")
        };
        Bytes(json, "device").CopyTo(order.Device, 0);
        Bytes(json, "nonce").CopyTo(order.Nonce, 0);
        Bytes(json, "digest").CopyTo(order.Digest, 0);
        Bytes(json, "mac").CopyTo(order.Mac, 0);
        return order;
    }

    internal static FreshnessMessage Freshness(JsonElement json)
    {
        var freshness = new FreshnessMessage
        {
            Sequence = MessageJson.UInt(json, "sequence"),
            TimeSeconds = MessageJson.UInt(json, "time"),
            ExpirySeconds = MessageJson.UInt(json, "expiry")
        };
        Bytes(json, "device").CopyTo(freshness.Device, 0);
        Bytes(json, "mac").CopyTo(freshness.Mac, 0);
        return freshness;
    }

    internal static ManifestPart Part(JsonElement json)
    {
        var part = new ManifestPart
        {
            Index = MessageJson.Int(json, "index"),
            Parts = MessageJson.Int(json, "parts"),
            Data = RunningBytes(json),
            DataOffset = 1,
            DataCount = MessageJson.Int(json, "count")
        };
        Bytes(json, "image").CopyTo(part.Image, 0);
        return part;
    }

    internal static UpdateChunk Chunk(JsonElement json)
    {
        var chunk = new UpdateChunk
        {
            Component = MessageJson.Int(json, "component"),
            Place = MessageJson.UInt(json, "place"),
            Flags = MessageJson.Int(json, "flags"),
            Length = MessageJson.Int(json, "length"),
            Data = RunningBytes(json),
            DataOffset = 1,
            DataCount = MessageJson.Int(json, "count")
        };
        Bytes(json, "image").CopyTo(chunk.Image, 0);
        return chunk;
    }

    // A byte goes before, so that the offset matters.
    private static byte[] RunningBytes(JsonElement json)
    {
        int first = MessageJson.Int(json, "first"), step = MessageJson.Int(json, "step");
        return [0xEE, .. Enumerable.Range(0, MessageJson.Int(json, "count")).Select(n => (byte)(first + step * n))];
    }

    private static int Optional(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static byte[] Bytes(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? Convert.FromHexString(value.GetString()!) : [];

    private static uint[] Numbers(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) ? [.. value.EnumerateArray().Select(item => item.GetUInt32())] : [];
}
