using System;
using System.Collections.Generic;
using System.Linq;
using Microsoft.Data.Sqlite;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class BoardKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 4;
    private const int Nodes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly TemporaryFolder _folder = new();
    private readonly Dictionary<(long Device, uint Boot, uint Sequence), byte[]> _held = [];

    [Fact]
    public void Boards_killed_again_and_again_with_and_without_a_gateway_lose_and_double_nothing()
    {
        var random = Seed.Random(output);
        using var broker = new LiveBroker();
        using var gateway = new ServedGateway(broker.Address);
        gateway.Start();
        var boards = Start(broker);
        for (var kill = 0; kill < Kills; kill++)
        {
            // Every second kill hits boards whose gateway is away: what they made since is in their flash and nowhere else.
            var isAway = kill % 2 == 1;
            Await(() => gateway.FramesStored, random.Next(5, 40), $"frames in the store, kill {kill}");
            if (isAway)
            {
                gateway.Program.Kill();
                Await(() => FlashFolder.Size(_folder.Path), random.Next(2_000, 15_000), $"bytes in flash, kill {kill}");
            }

            boards.Program.Kill();
            boards.Dispose();
            Look(kill);
            boards = Start(broker);
            if (isAway)
            {
                gateway.Start();
            }
        }

        Assert.Equal(0, boards.Stop().Waiting);
        boards.Dispose();
        gateway.Stop();
        Judge(gateway.DatabaseFile);
    }

    public void Dispose() => _folder.Dispose();

    private BoardsRun Start(LiveBroker broker) => new(Nodes, broker.Port, "--flash", _folder.Path);

    private static void Await(Func<long> figure, long more, string what)
    {
        var wanted = figure() + more;
        Until.True(() => figure() >= wanted, Patience, $"{more} more {what}");
    }

    private void Look(int kill)
    {
        var found = FlashFolder.Read(_folder.Path);
        foreach (var (key, frame) in found)
        {
            Assert.True(!_held.TryGetValue(key, out var before) || before.AsSpan().SequenceEqual(frame), $"{key} was given twice");
            _held[key] = frame;
        }

        output.WriteLine($"kill {kill}: {found.Count} frames in flash");
    }

    private void Judge(string file)
    {
        var facts = StoreFacts.Read(file);
        var stored = Stored(file);
        var missing = _held.Keys.Where(key => !stored.ContainsKey(key)).ToArray();
        var holes = stored.Keys.GroupBy(key => (key.Device, key.Boot))
            .SelectMany(boot => Enumerable.Range(1, (int)boot.Max(key => key.Sequence))
                .Select(at => (boot.Key.Device, boot.Key.Boot, (uint)at)))
            .Where(key => !stored.ContainsKey(key)).ToArray();
        var boots = stored.Keys.Select(key => (key.Device, key.Boot)).Distinct().Count();
        output.WriteLine(
            $"{stored.Count} stored of {boots} boots, {_held.Count} seen in flash, {missing.Length} lost, {holes.Length} holes");
        Assert.Empty(missing);
        Assert.Empty(holes);
        Assert.All(_held, pair => Assert.Equal(pair.Value, stored[pair.Key]));
        Assert.Equal((0, 0), (facts.Doubled, facts.Missing));
        Assert.Equal(Nodes * (Kills + 1), boots);
        Assert.True(_held.Count > 20, "nothing was in flash when the boards died");
    }

    private static Dictionary<(long Device, uint Boot, uint Sequence), byte[]> Stored(string file)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT device, boot, sequence, payload FROM frames";
        using var row = command.ExecuteReader();
        Dictionary<(long Device, uint Boot, uint Sequence), byte[]> frames = [];
        while (row.Read())
        {
            frames.Add((row.GetInt64(0), (uint)row.GetInt64(1), (uint)row.GetInt64(2)), row.GetFieldValue<byte[]>(3));
        }

        return frames;
    }
}
