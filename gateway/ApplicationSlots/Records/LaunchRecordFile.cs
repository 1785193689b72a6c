using System;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Stethos.ApplicationSlots.Disk;

namespace Stethos.ApplicationSlots.Records;

/// <summary>
/// The record on disk: a line with the SHA-256 of the rest, then JSON. Written beside, synced, renamed over, folder synced:
/// after any cut there is the old record or the new one.
/// </summary>
public sealed class LaunchRecordFile(IDisk disk)
{
    public const string Name = "record";
    private const string NewName = "record.new";
    private const int MostBytes = 16 * 1024;

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) }
    };

    /// <summary>Null when there is none or it is damaged; <paramref name="isDamaged"/> tells which.</summary>
    public LaunchRecord? Read(out bool isDamaged)
    {
        isDamaged = false;
        if (disk.Kind(Name) != DiskEntryCode.File)
        {
            return null;
        }

        var record = Parse(Bytes(disk));
        isDamaged = record is null;
        return record;
    }

    /// <summary>Replaces the record; the number counts up. Durable when it returns.</summary>
    public LaunchRecord Write(LaunchRecord record)
    {
        var next = record with { Sequence = record.Sequence + 1 };
        var body = JsonSerializer.SerializeToUtf8Bytes(next, Json);
        var head = Encoding.ASCII.GetBytes(Convert.ToHexStringLower(SHA256.HashData(body)) + "\n");
        disk.Write(NewName, new MemoryStream([.. head, .. body]), isExecutable: false);
        disk.Sync(NewName);
        disk.Rename(NewName, Name);
        disk.Sync("");
        return next;
    }

    private static byte[] Bytes(IDisk disk)
    {
        using var file = disk.Open(Name);
        var bytes = new byte[MostBytes];
        var length = file.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        return bytes[..length];
    }

    private static LaunchRecord? Parse(byte[] bytes)
    {
        const int Head = 65;
        if (bytes.Length <= Head || bytes[Head - 1] != '\n'
            || Encoding.ASCII.GetString(bytes, 0, Head - 1) != Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(Head))))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<LaunchRecord>(bytes.AsSpan(Head), Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
