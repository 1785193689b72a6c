using System;
using System.Linq;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.View;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

/// <summary>Alerts, verdicts, bursts, nodes and cursors.</summary>
public sealed class RecordTests : IDisposable
{
    private static readonly DeviceKey Device = new(1);
    private readonly StoreFolder _folder = new();
    private readonly SqliteStore _store;
    private readonly StoreWriter _writer;
    private readonly StoreReader _reader;

    public RecordTests()
    {
        _store = _folder.Open();
        _writer = _store.OpenWriter();
        _reader = _store.OpenReader();
    }

    public void Dispose()
    {
        _reader.Dispose();
        _writer.Dispose();
        _store.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_alert_comes_back_with_its_drivers_and_can_be_cleared()
    {
        var alert = Alert("outer");
        alert.Drivers = [new AlertDriverView("kurtosis", "×", 7.5, 3, "healthy median", 0.4)];
        _writer.Raise(alert);
        _writer.Commit();
        Assert.True(alert.Id > 0);
        var open = Assert.Single(_reader.Alerts(openOnly: true, 10));
        Assert.Equal(
            (alert.Id, Device, 0, "outer", 1000L, (long?)null, 0.9, "people"),
            (open.Id, open.Device, open.Sensor, open.Cause, open.RaisedMs, open.ClearedMs, open.Score, open.Owner));
        Assert.Equal(alert.Drivers, open.Drivers);
        alert.ClearedMs = 2000;
        _writer.Clear(alert);
        _writer.Commit();
        Assert.Empty(_reader.Alerts(openOnly: true, 10));
        Assert.Equal(2000, Assert.Single(_reader.Alerts(openOnly: false, 10)).ClearedMs);
    }

    [Fact]
    public void A_second_open_alert_of_the_same_cause_is_refused_and_leaves_nothing()
    {
        _writer.Raise(Alert("outer"));
        _writer.Raise(Alert("inner"));
        _writer.Raise(Alert("outer", sensor: 1));
        _writer.Commit();
        _writer.Add(Frame(1));
        Assert.Throws<SqliteException>(() => _writer.Raise(Alert("outer")));
        _writer.Rollback();
        Assert.Equal(3, _reader.Alerts(openOnly: true, 10).Count);
        Assert.Empty(Sequences(_store));
        var first = _reader.Alerts(openOnly: true, 10).Single(alert => alert.Cause == "outer" && alert.Sensor == 0);
        first.ClearedMs = 5000;
        _writer.Clear(first);
        _writer.Raise(Alert("outer"));
        _writer.Commit();
        Assert.Equal((3, 4), (_reader.Alerts(true, 10).Count, _reader.Alerts(false, 10).Count));
    }

    [Fact]
    public void Alerts_come_newest_first_and_no_more_than_asked_for()
    {
        foreach (var cause in (string[])["a", "b", "c", "d"])
        {
            _writer.Raise(Alert(cause));
        }

        _writer.Commit();
        Assert.Equal(["d", "c"], _reader.Alerts(openOnly: false, 2).Select(alert => alert.Cause));
    }

    [Fact]
    public void Verdicts_belong_to_their_frames_and_a_newer_model_replaces_them()
    {
        var frame = Frame(5, sensor: 2);
        _writer.Add(frame);
        _writer.Add(Verdict(frame, "outer", 0.125f, 0.875f), "m 1");
        _writer.Add(Verdict(frame, "healthy", 0.75f, 0.25f), "m 2");
        _writer.Commit();
        var (row, verdict) = Assert.Single(_reader.Verdicts(Device, 2, 0));
        Assert.Equal((frame.Row, frame.Row, 2, 5000L, "healthy"), (row, verdict.FrameRow, verdict.Sensor, verdict.TimeMs, verdict.Label));
        Assert.Equal([0.75f, 0.25f], verdict.Probabilities);
        Assert.Equal(1, _reader.CountVerdicts());
        Assert.Empty(_reader.Verdicts(Device, 2, 5001));
        Assert.Empty(_reader.Verdicts(Device, 1, 0));
    }

    [Fact]
    public void The_newest_bursts_of_each_sensor_are_kept()
    {
        Assert.Null(_reader.NewestBurst(Device, 0));
        for (short i = 1; i <= 30; i++)
        {
            _writer.Add(Burst(0, i), keep: 4);
            _writer.Add(Burst(1, (short)(100 + i)), keep: 4);
            _writer.Commit();
        }

        var newest = _reader.NewestBurst(Device, 0)!;
        Assert.Equal((30_000L, 12800, 29.95, 0.25f), (newest.TimeMs, newest.SampleRateHz, newest.ShaftHz, newest.Scale));
        Assert.Equal([30, -30, short.MinValue], newest.Samples);
        Assert.Equal([130, -130, short.MinValue], _reader.NewestBurst(Device, 1)!.Samples);
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM bursts";
        Assert.Equal(8L, command.ExecuteScalar());
    }

    [Fact]
    public void The_newest_state_of_a_node_replaces_the_older_one()
    {
        _writer.AddNode(Device, 10, [1]);
        _writer.AddNode(new DeviceKey(ulong.MaxValue), 20, [2]);
        _writer.AddNode(Device, 30, [3, 3]);
        _writer.Commit();
        var nodes = _reader.LoadNodes().OrderBy(node => node.Device.Value).ToArray();
        Assert.Equal([(1UL, 30L), (ulong.MaxValue, 20L)], nodes.Select(node => (node.Device.Value, node.SeenMs)));
        Assert.Equal([3, 3], nodes[0].State);
    }

    [Fact]
    public void A_cursor_starts_at_zero_and_moves_with_its_transaction()
    {
        Assert.Equal(0, _reader.Cursor("score"));
        _writer.SetCursor("score", 5);
        Assert.Equal(0, _reader.Cursor("score"));
        _writer.Commit();
        Assert.Equal(5, _reader.Cursor("score"));
        _writer.SetCursor("score", long.MaxValue);
        _writer.SetCursor("other", 1);
        _writer.Commit();
        Assert.Equal((long.MaxValue, 1L), (_reader.Cursor("score"), _reader.Cursor("other")));
    }

    private static Alert Alert(string cause, int sensor = 0) => new()
    {
        Device = Device,
        Sensor = sensor,
        Cause = cause,
        RaisedMs = 1000,
        Score = 0.9,
        Owner = "people"
    };

    private static Verdict Verdict(FrameRow frame, string label, params float[] probabilities) =>
        new(frame.Row, frame.Id.Device, frame.Sensor, frame.TimeMs, label, probabilities, []);

    private static Burst Burst(int sensor, short value) =>
        new(Device, sensor, 1, 1000L * value, 12800, 29.95, 0.25f, [value, (short)-value, short.MinValue]);
}
