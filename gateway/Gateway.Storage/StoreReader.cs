using System;
using System.Collections.Generic;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Storage;

/// <summary>Queries. One thread at a time; every answer is complete and independent of the connection.</summary>
public sealed class StoreReader : IDisposable
{
    private readonly SqliteConnection _connection;

    internal StoreReader(SqliteConnection connection)
    {
        _connection = connection;
    }

    /// <summary>Rebuilds the trackers from what is stored.</summary>
    public SiteLedger LoadLedger()
    {
        var ledger = new SiteLedger();
        Each("SELECT device,boot,first,last FROM gaps ORDER BY device,boot,first", row =>
            ledger.Of(Device(row, 0), (uint)row.GetInt64(1)).AcceptGap((uint)row.GetInt64(2), (uint)row.GetInt64(3)));
        Each("SELECT device,boot,sequence FROM frames ORDER BY device,boot,sequence", row =>
            ledger.Of(Device(row, 0), (uint)row.GetInt64(1)).Accept((uint)row.GetInt64(2)));
        return ledger;
    }

    /// <summary>When the frame stored last was received, UTC milliseconds; 0 without frames.</summary>
    public long NewestReceivedMs() => Long("SELECT received_ms FROM frames ORDER BY id DESC LIMIT 1");

    /// <summary>Frames stored per device, those included that were removed since.</summary>
    public IReadOnlyDictionary<DeviceKey, long> CountFrames()
    {
        var counts = new Dictionary<DeviceKey, long>();
        Each(
            "SELECT device,SUM(n) FROM (SELECT device,COUNT(*) AS n FROM frames GROUP BY device UNION ALL "
            + $"SELECT device,last-first+1 FROM gaps WHERE reason={OldFrames.RemovedReason}) GROUP BY device",
            row => counts.Add(Device(row, 0), row.GetInt64(1)));
        return counts;
    }

    /// <summary>Rows beyond the first of any key; anything but 0 would be a broken promise.</summary>
    public long CountDoubled() => Long(
        "SELECT COALESCE(SUM(n-1),0) FROM (SELECT COUNT(*) AS n FROM frames GROUP BY device,boot,sequence HAVING n>1)");

    /// <summary>Verdicts stored.</summary>
    public long CountVerdicts() => Long("SELECT COUNT(*) FROM verdicts");

    /// <summary>Newest state message of every node, with the time it was last seen.</summary>
    public IReadOnlyList<(DeviceKey Device, long SeenMs, byte[] State)> LoadNodes()
    {
        var nodes = new List<(DeviceKey, long, byte[])>();
        Each("SELECT device,seen_ms,state FROM nodes ORDER BY device", row =>
            nodes.Add((Device(row, 0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))));
        return nodes;
    }

    /// <summary>All configurations that were ever wanted, oldest first.</summary>
    public IReadOnlyList<WantedConfiguration> Configurations()
    {
        var wanted = new List<WantedConfiguration>();
        Each(
            "SELECT c.device,c.number,c.asked_ms,c.settings,b.running,b.settings FROM configurations c "
            + "LEFT JOIN settings_before b ON b.device=c.device AND b.number=c.number ORDER BY c.device,c.number",
            row => wanted.Add(new WantedConfiguration(
                Device(row, 0), (uint)row.GetInt64(1), DateTimeOffset.FromUnixTimeMilliseconds(row.GetInt64(2)), Settings(row, 3))
            {
                Before = row.IsDBNull(4) ? null : new SettingsBefore((uint)row.GetInt64(4), Settings(row, 5))
            }));
        return wanted;
    }

    /// <summary>Newest description of every node that sent one.</summary>
    public IReadOnlyList<(DeviceKey Device, byte[] Message)> LoadDescriptions()
    {
        var descriptions = new List<(DeviceKey, byte[])>();
        Each("SELECT device,message FROM descriptions ORDER BY device", row =>
            descriptions.Add((Device(row, 0), row.GetFieldValue<byte[]>(1))));
        return descriptions;
    }

    /// <summary>Nodes among the newest frames that were heard within a time before the last one.</summary>
    public IReadOnlyList<DeviceKey> HeardLast(int frames, long withinMs)
    {
        var devices = new List<DeviceKey>();
        Each(
            "SELECT DISTINCT device FROM (SELECT device,received_ms FROM frames ORDER BY id DESC LIMIT $1) WHERE received_ms>="
            + "(SELECT received_ms FROM frames ORDER BY id DESC LIMIT 1)-$2 ORDER BY device",
            row => devices.Add(Device(row, 0)), frames, withinMs);
        return devices;
    }

    /// <summary>What became of releases on nodes: all that is under way, and the newest of what was; oldest first.</summary>
    public IReadOnlyList<UpdateRow> Updates(int most)
    {
        var rows = new List<UpdateRow>();
        Each(
            "SELECT id,device,release,label,asked_ms,changed_ms,phase,reason FROM updates WHERE phase<$2 OR id IN "
            + "(SELECT id FROM updates ORDER BY id DESC LIMIT $1) ORDER BY id",
            row => rows.Add(new UpdateRow
            {
                Id = row.GetInt64(0),
                Device = Device(row, 1),
                Release = row.GetString(2),
                Label = row.GetString(3),
                AskedMs = row.GetInt64(4),
                ChangedMs = row.GetInt64(5),
                Phase = (UpdatePhaseCode)row.GetInt64(6),
                Reason = row.GetInt32(7)
            }),
            most, (int)UpdatePhaseCode.Confirmed);
        return rows;
    }

    /// <summary>Newest update status of every node that sent one.</summary>
    public IReadOnlyList<(DeviceKey Device, long ReceivedMs, byte[] Message)> UpdateStatuses()
    {
        var statuses = new List<(DeviceKey, long, byte[])>();
        Each("SELECT device,received_ms,message FROM update_statuses ORDER BY device", row =>
            statuses.Add((Device(row, 0), row.GetInt64(1), row.GetFieldValue<byte[]>(2))));
        return statuses;
    }

    /// <summary>Value of a cursor, 0 when it was never set.</summary>
    public long Cursor(string name) => Long("SELECT value FROM cursor WHERE name=$1", name);

    /// <summary>Feature frames with a row above <paramref name="row"/>, oldest first.</summary>
    public IReadOnlyList<FrameRow> FramesAfter(long row, int limit) => Frames(
        "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames WHERE id>$1 AND kind=1 ORDER BY id LIMIT $2",
        row, limit);

    /// <summary>
    /// Frames of one sensor since a time, oldest first, every <paramref name="stride"/>-th of them. They are counted out:
    /// the sensors of a node share one row of sequences, so a sequence tells nothing of its sensor's share.
    /// </summary>
    public IReadOnlyList<FrameRow> Trend(DeviceKey device, int sensor, long sinceMs, int stride) => Frames(
        "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames WHERE id IN (SELECT id FROM "
        + "(SELECT id, ROW_NUMBER() OVER (ORDER BY time_ms,id) AS n FROM frames "
        + "WHERE device=$1 AND sensor=$2 AND time_ms>=$3 AND kind=1) WHERE (n-1) % $4=0) ORDER BY time_ms,id",
        (long)device.Value, sensor, sinceMs, stride);

    /// <summary>How many frames <see cref="Trend"/> would see with stride 1.</summary>
    public long CountTrend(DeviceKey device, int sensor, long sinceMs) => Long(
        "SELECT COUNT(*) FROM frames WHERE device=$1 AND sensor=$2 AND time_ms>=$3 AND kind=1",
        (long)device.Value, sensor, sinceMs);

    /// <summary>Verdicts of one sensor since a time, by frame row.</summary>
    public IReadOnlyDictionary<long, StoredVerdict> Verdicts(DeviceKey device, int sensor, long sinceMs)
    {
        var verdicts = new Dictionary<long, StoredVerdict>();
        Each(
            "SELECT v.frame_id,f.sensor,f.time_ms,v.label,v.probabilities FROM frames f JOIN verdicts v ON v.frame_id=f.id "
            + "WHERE f.device=$1 AND f.sensor=$2 AND f.time_ms>=$3 AND f.kind=1",
            row => verdicts.Add(
                row.GetInt64(0),
                new StoredVerdict(row.GetInt64(0), row.GetInt32(1), row.GetInt64(2), row.GetString(3), Floats(row, 4))),
            (long)device.Value, sensor, sinceMs);
        return verdicts;
    }

    /// <summary>Alerts, newest first.</summary>
    public IReadOnlyList<Alert> Alerts(bool openOnly, int limit)
    {
        var alerts = new List<Alert>();
        Each(
            "SELECT id,device,sensor,cause,raised_ms,cleared_ms,score,owner,drivers FROM alerts "
            + (openOnly ? "WHERE cleared_ms IS NULL " : "") + "ORDER BY id DESC LIMIT $1",
            row => alerts.Add(ReadAlert(row)), limit);
        return alerts;
    }

    /// <summary>Newest burst of a sensor; null when there is none.</summary>
    public Burst? NewestBurst(DeviceKey device, int sensor)
    {
        Burst? burst = null;
        Each(
            "SELECT time_ms,rate_hz,shaft_hz,scale,samples FROM bursts WHERE device=$1 AND sensor=$2 ORDER BY id DESC LIMIT 1",
            row => burst = new Burst(
                device, sensor, 0, row.GetInt64(0), row.GetInt32(1), row.GetDouble(2), (float)row.GetDouble(3),
                MemoryMarshal.Cast<byte, short>(row.GetFieldValue<byte[]>(4)).ToArray()),
            (long)device.Value, sensor);
        return burst;
    }

    /// <summary>Vision features with a row above <paramref name="row"/>, oldest first.</summary>
    public IReadOnlyList<FrameRow> PicturesAfter(long row, int limit) => Frames(
        "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames WHERE id>$1 AND kind=7 ORDER BY id LIMIT $2",
        row, limit);

    /// <summary>Newest vision features of one sensor, newest first.</summary>
    public IReadOnlyList<FrameRow> NewestPictures(DeviceKey device, int sensor, int limit) => Frames(
        "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames "
        + "WHERE device=$1 AND sensor=$2 AND kind=7 ORDER BY time_ms DESC,id DESC LIMIT $3",
        (long)device.Value, sensor, limit);

    /// <summary>Sensors that sent pictures up to a row, each with the boot of its newest one.</summary>
    public IReadOnlyList<(DeviceKey Device, int Sensor, uint Boot)> PictureBoots(long upToRow)
    {
        var boots = new List<(DeviceKey, int, uint)>();
        Each(
            "SELECT device,sensor,boot FROM frames WHERE id IN "
            + "(SELECT MAX(id) FROM frames WHERE kind=7 AND id<=$1 GROUP BY device,sensor) ORDER BY device,sensor",
            row => boots.Add((Device(row, 0), row.GetInt32(1), (uint)row.GetInt64(2))), upToRow);
        return boots;
    }

    /// <summary>Vision features of one sensor's boot with a row above one and up to another, in the order they came.</summary>
    public IReadOnlyList<FrameRow> PicturesOfBoot(
        (DeviceKey Device, int Sensor, uint Boot) source, long afterRow, long upToRow, int limit) => Frames(
        "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames "
        + "WHERE device=$1 AND sensor=$2 AND boot=$3 AND kind=7 AND id>$4 AND id<=$5 ORDER BY id LIMIT $6",
        (long)source.Device.Value, source.Sensor, (long)source.Boot, afterRow, upToRow, limit);

    /// <summary>Newest crop of a sensor with its verdict, if a model looked at it; null when there is none.</summary>
    public (Crop Crop, CropVerdict? Verdict)? NewestCrop(DeviceKey device, int sensor)
    {
        (Crop, CropVerdict?)? found = null;
        Each(
            "SELECT crop_id,picture,time_ms,col,line,size,pixels,model,label,labels,probabilities FROM crops "
            + "WHERE device=$1 AND sensor=$2 ORDER BY id DESC LIMIT 1",
            row => found = (
                new Crop(
                    device, sensor, (uint)row.GetInt64(0), (uint)row.GetInt64(1), row.GetInt64(2), row.GetInt32(3),
                    row.GetInt32(4), row.GetInt32(5), row.GetFieldValue<byte[]>(6)),
                row.GetString(7).Length == 0
                    ? null
                    : new CropVerdict(row.GetString(7), row.GetString(8), row.GetString(9).Split(','), Floats(row, 10))),
            (long)device.Value, sensor);
        return found;
    }

    /// <summary>What nodes reported of themselves, the newest <paramref name="limit"/>, oldest first.</summary>
    public IReadOnlyList<FrameRow> Reports(int limit)
    {
        var rows = Frames(
            "SELECT device,boot,sequence,kind,sensor,time_ms,received_ms,payload,id FROM frames WHERE kind IN (8,9,13) "
            + "ORDER BY id DESC LIMIT $1",
            limit);
        rows.Reverse();
        return rows;
    }

    /// <summary>Crops stored.</summary>
    public long CountCrops() => Long("SELECT COUNT(*) FROM crops");

    public void Dispose() => _connection.Dispose();

    private static Alert ReadAlert(SqliteDataReader row) => new()
    {
        Id = row.GetInt64(0),
        Device = Device(row, 1),
        Sensor = row.GetInt32(2),
        Cause = row.GetString(3),
        RaisedMs = row.GetInt64(4),
        ClearedMs = row.IsDBNull(5) ? null : row.GetInt64(5),
        Score = row.GetDouble(6),
        Owner = row.GetString(7),
        Drivers = JsonSerializer.Deserialize(row.GetString(8), StorageJson.Default.IReadOnlyListAlertDriverView) ?? []
    };

    private static IReadOnlyDictionary<string, string> Settings(SqliteDataReader row, int column) =>
        JsonSerializer.Deserialize(row.GetString(column), StorageJson.Default.IReadOnlyDictionaryStringString)!;

    private static DeviceKey Device(SqliteDataReader row, int column) => new((ulong)row.GetInt64(column));

    private static float[] Floats(SqliteDataReader row, int column) =>
        MemoryMarshal.Cast<byte, float>(row.GetFieldValue<byte[]>(column)).ToArray();

    private List<FrameRow> Frames(string sql, params object[] values)
    {
        var frames = new List<FrameRow>();
        Each(
            sql,
            row => frames.Add(new FrameRow(
                new FrameId(Device(row, 0), (uint)row.GetInt64(1), (uint)row.GetInt64(2)),
                (MessageKindCode)row.GetInt32(3), row.GetInt32(4), row.GetInt64(5), row.GetInt64(6),
                row.GetFieldValue<byte[]>(7))
            {
                Row = row.GetInt64(8)
            }),
            values);
        return frames;
    }

    private long Long(string sql, params object[] values)
    {
        var value = 0L;
        Each(sql, row => value = row.GetInt64(0), values);
        return value;
    }

    private void Each(string sql, Action<SqliteDataReader> take, params object[] values)
    {
        using var query = new Query(_connection, sql, values);
        using var rows = query.Rows();
        while (rows.Read())
        {
            take(rows);
        }
    }
}
