using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Frames;
using Stethos.Protocol;

namespace Stethos.Gateway.Storage.Tests;

/// <summary>A folder of its own with a database file in it, gone with the test.</summary>
internal sealed class StoreFolder : IDisposable
{
    public static readonly DateTimeOffset Now = new(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("stethos-store-");

    public string Root => _folder.FullName;

    public string File => Path.Combine(Root, "site.db");

    public SqliteStore Open() => SqliteStore.Open(File, Now);

    /// <summary>Copies the database as a power cut would leave it: file and write-ahead log, no shared memory.</summary>
    public void CopyTo(StoreFolder other, int? logLength = null)
    {
        System.IO.File.Copy(File, other.File, overwrite: true);
        System.IO.File.Delete(other.File + "-shm");
        var log = Read(File + "-wal");
        System.IO.File.WriteAllBytes(other.File + "-wal", log[..(logLength ?? log.Length)]);
    }

    /// <summary>Runs a statement beside the store.</summary>
    public void Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    /// <summary>All rows of a query, read beside the store.</summary>
    public List<object[]> Rows(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        List<object[]> rows = [];
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>Reads a file that another connection has open.</summary>
    public static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    /// <summary>A frame whose payload tells its key.</summary>
    public static FrameRow Frame(
        uint sequence, ulong device = 1, uint boot = 1, int sensor = 0, long? timeMs = null,
        MessageKindCode kind = MessageKindCode.Features) =>
        new(
            new FrameId(new DeviceKey(device), boot, sequence), kind, sensor, timeMs ?? 1000L * sequence, 1000L * sequence + 5,
            [.. BitConverter.GetBytes(device), .. BitConverter.GetBytes(boot), .. BitConverter.GetBytes(sequence), .. new byte[130]]);

    /// <summary>All sequences of device 1, boot 1 in the store, ascending; fails when a payload is not its frame's.</summary>
    public static uint[] Sequences(SqliteStore store)
    {
        using var reader = store.OpenReader();
        var rows = reader.FramesAfter(0, int.MaxValue);
        Assert.All(rows, row => Assert.Equal(
            Frame(row.Id.Sequence, row.Id.Device.Value, row.Id.Boot).Payload, row.Payload));
        return rows.Select(row => row.Id.Sequence).Order().ToArray();
    }

    public static IEnumerable<uint> Range(uint first, uint last)
    {
        for (var sequence = first; sequence <= last; sequence++)
        {
            yield return sequence;
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
