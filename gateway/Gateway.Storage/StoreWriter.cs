using System;
using System.Runtime.InteropServices;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using SQLitePCL;
using Stethos.Gateway.Domain.Alerts;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Scoring;
using Stethos.Gateway.Domain.Updates;
using Stethos.Gateway.Domain.Upkeep;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;

namespace Stethos.Gateway.Storage;

/// <summary>
/// The one writer: everything between two calls of <see cref="Commit"/> is one transaction. What Commit has returned
/// for is durable; an exception before that leaves nothing of it. One thread.
/// </summary>
public sealed class StoreWriter : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Statement _insertFrame;
    private readonly Statement _insertGap;
    private readonly Statement _insertVerdict;
    private readonly Statement _insertAlert;
    private readonly Statement _clearAlert;
    private readonly Statement _insertBurst;
    private readonly Statement _trimBursts;
    private readonly CropRows _crops;
    private readonly UpdateRows _updates;
    private readonly OldFrames _old;
    private readonly Statement _upsertNode;
    private readonly Statement _upsertDescription;
    private readonly ConfigurationRows _configurations;
    private readonly Statement _upsertCursor;
    private readonly Statement _lastRow;
    private readonly Statement _begin;
    private readonly Statement _commit;
    private readonly Statement _rollback;

    internal StoreWriter(SqliteConnection connection)
    {
        _connection = connection;
        _insertFrame = new Statement(
            connection,
            "INSERT OR IGNORE INTO frames(device,boot,sequence,kind,sensor,time_ms,received_ms,payload) VALUES($1,$2,$3,$4,$5,$6,$7,$8)",
            8);
        _insertGap = new Statement(
            connection, "INSERT INTO gaps(device,boot,first,last,reason,received_ms) VALUES($1,$2,$3,$4,$5,$6)", 6);
        _insertVerdict = new Statement(
            connection, "INSERT OR REPLACE INTO verdicts(frame_id,model,label,probabilities) VALUES($1,$2,$3,$4)", 4);
        _insertAlert = new Statement(
            connection,
            "INSERT INTO alerts(device,sensor,cause,raised_ms,score,owner,drivers) VALUES($1,$2,$3,$4,$5,$6,$7)", 7);
        _clearAlert = new Statement(connection, "UPDATE alerts SET cleared_ms=$2 WHERE id=$1", 2);
        _insertBurst = new Statement(
            connection,
            "INSERT INTO bursts(device,sensor,time_ms,rate_hz,shaft_hz,scale,samples) VALUES($1,$2,$3,$4,$5,$6,$7)", 7);
        _trimBursts = new Statement(
            connection,
            "DELETE FROM bursts WHERE device=$1 AND sensor=$2 AND id NOT IN "
            + "(SELECT id FROM bursts WHERE device=$1 AND sensor=$2 ORDER BY id DESC LIMIT $3)", 3);
        _crops = new CropRows(connection);
        _updates = new UpdateRows(connection);
        _old = new OldFrames(connection);
        _upsertNode = new Statement(
            connection, "INSERT OR REPLACE INTO nodes(device,seen_ms,state) VALUES($1,$2,$3)", 3);
        _configurations = new ConfigurationRows(connection);
        _upsertDescription = new Statement(
            connection, "INSERT OR REPLACE INTO descriptions(device,received_ms,message) VALUES($1,$2,$3)", 3);
        _upsertCursor = new Statement(connection, "INSERT OR REPLACE INTO cursor(name,value) VALUES($1,$2)", 2);
        _lastRow = new Statement(connection, "SELECT last_insert_rowid()", 0);

        // Not SqliteTransaction: when a commit fails on a full disk and SQLite ends the transaction itself, that class can
        // neither roll back nor let another one begin.
        _begin = new Statement(connection, "BEGIN IMMEDIATE", 0);
        _commit = new Statement(connection, "COMMIT", 0);
        _rollback = new Statement(connection, "ROLLBACK", 0);
    }

    /// <summary>True when something waits for <see cref="Commit"/>.</summary>
    public bool IsDirty { get; private set; }

    /// <summary>Stores a frame and sets its row number; false when the key is already stored.</summary>
    public bool Add(FrameRow frame)
    {
        Begin();
        var stored = _insertFrame
            .Bind(0, (long)frame.Id.Device.Value).Bind(1, (long)frame.Id.Boot).Bind(2, (long)frame.Id.Sequence)
            .Bind(3, (long)frame.Kind).Bind(4, (long)frame.Sensor).Bind(5, frame.TimeMs).Bind(6, frame.ReceivedMs)
            .Bind(7, frame.Payload).Execute() > 0;
        if (stored)
        {
            frame.Row = LastRow();
        }

        return stored;
    }

    /// <summary>Stores a range of sequences that will never come.</summary>
    public void Add(DeviceKey device, uint boot, uint first, uint last, GapReasonCode reason, long receivedMs)
    {
        Begin();
        _insertGap.Bind(0, (long)device.Value).Bind(1, (long)boot).Bind(2, (long)first).Bind(3, (long)last)
            .Bind(4, (long)reason).Bind(5, receivedMs).Execute();
    }

    public void Add(Verdict verdict, string model)
    {
        Begin();
        _insertVerdict.Bind(0, verdict.FrameRow).Bind(1, model).Bind(2, verdict.Label)
            .Bind(3, MemoryMarshal.AsBytes<float>(verdict.Probabilities).ToArray()).Execute();
    }

    /// <summary>Stores a raised alert and sets its id.</summary>
    public void Raise(Alert alert)
    {
        Begin();
        _insertAlert.Bind(0, (long)alert.Device.Value).Bind(1, (long)alert.Sensor).Bind(2, alert.Cause)
            .Bind(3, alert.RaisedMs).Bind(4, alert.Score).Bind(5, alert.Owner)
            .Bind(6, JsonSerializer.Serialize(alert.Drivers, StorageJson.Default.IReadOnlyListAlertDriverView))
            .Execute();
        alert.Id = LastRow();
    }

    public void Clear(Alert alert)
    {
        Begin();
        _clearAlert.Bind(0, alert.Id).Bind(1, alert.ClearedMs).Execute();
    }

    /// <summary>Stores a burst and forgets all but the newest <paramref name="keep"/> of its sensor.</summary>
    public void Add(Burst burst, int keep)
    {
        Begin();
        _insertBurst.Bind(0, (long)burst.Device.Value).Bind(1, (long)burst.Sensor).Bind(2, burst.TimeMs)
            .Bind(3, (long)burst.SampleRateHz).Bind(4, burst.ShaftHz).Bind(5, (double)burst.Scale)
            .Bind(6, MemoryMarshal.AsBytes<short>(burst.Samples).ToArray()).Execute();
        _trimBursts.Bind(0, (long)burst.Device.Value).Bind(1, (long)burst.Sensor).Bind(2, (long)keep)
            .Execute();
    }

    /// <summary>Stores a crop with what a model said of it, and forgets all but the newest <paramref name="keep"/> of its sensor.</summary>
    public void Add(Crop crop, CropVerdict? verdict, int keep)
    {
        Begin();
        _crops.Add(crop, verdict, keep);
    }

    /// <summary>Keeps the newest state message of a node, as it came.</summary>
    public void AddNode(DeviceKey device, long seenMs, byte[] state)
    {
        Begin();
        _upsertNode.Bind(0, (long)device.Value).Bind(1, seenMs).Bind(2, state).Execute();
    }

    /// <summary>Keeps a configuration somebody wants.</summary>
    public void Add(WantedConfiguration wanted)
    {
        Begin();
        _configurations.Add(wanted);
    }

    /// <summary>Keeps the newest description of a node, as it came.</summary>
    public void AddDescription(DeviceKey device, long receivedMs, byte[] message)
    {
        Begin();
        _upsertDescription.Bind(0, (long)device.Value).Bind(1, receivedMs).Bind(2, message).Execute();
    }

    /// <summary>Keeps what became of a release on a node; sets the row number of a new one.</summary>
    public void Put(UpdateRow row)
    {
        Begin();
        _updates.Put(row);
    }

    /// <summary>Keeps the newest update status of a node, as it came.</summary>
    public void AddUpdateStatus(DeviceKey device, long receivedMs, byte[] message)
    {
        Begin();
        _updates.Put(device, receivedMs, message);
    }

    /// <summary>Bytes of the file that hold something, and those that do not and are used again.</summary>
    public (long Used, long Unused) Room() => _old.Room();

    /// <summary>Removes old frames with their verdicts; their sequences stay known as ones that came.</summary>
    public RemovedFrames Remove(RemovalOrder order)
    {
        Begin();
        return _old.Remove(order);
    }

    /// <summary>Remembers up to which frame row a consumer has come.</summary>
    public void SetCursor(string name, long value)
    {
        Begin();
        _upsertCursor.Bind(0, name).Bind(1, value).Execute();
    }

    /// <summary>Makes everything since the last commit durable.</summary>
    public void Commit()
    {
        if (IsDirty)
        {
            _commit.Execute();
            IsDirty = false;
        }
    }

    /// <summary>Forgets everything since the last commit, also after a commit that failed.</summary>
    public void Rollback()
    {
        if (raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _rollback.Execute();
        }

        IsDirty = false;
    }

    public void Dispose()
    {
        Rollback();
        _crops.Dispose();
        _updates.Dispose();
        _old.Dispose();
        _configurations.Dispose();
        foreach (var statement in (Statement[])
            [_insertFrame, _insertGap, _insertVerdict, _insertAlert, _clearAlert, _insertBurst, _trimBursts, _upsertNode,
                _upsertDescription, _upsertCursor, _lastRow, _begin, _commit, _rollback])
        {
            statement.Dispose();
        }

        _connection.Dispose();
    }

    private void Begin()
    {
        if (!IsDirty)
        {
            _begin.Execute();
            IsDirty = true;
        }
    }

    private long LastRow() => _lastRow.Scalar();
}
