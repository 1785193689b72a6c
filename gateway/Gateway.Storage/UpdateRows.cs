using System;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Domain.Updates;

namespace Stethos.Gateway.Storage;

/// <summary>Writes what becomes of releases on nodes; the caller holds the transaction.</summary>
internal sealed class UpdateRows : IDisposable
{
    private readonly Statement _insert;
    private readonly Statement _change;
    private readonly Statement _status;
    private readonly Statement _last;

    internal UpdateRows(SqliteConnection connection)
    {
        _insert = new Statement(
            connection, "INSERT INTO updates(device,release,label,asked_ms,changed_ms,phase,reason) VALUES($1,$2,$3,$4,$5,$6,$7)", 7);
        _change = new Statement(connection, "UPDATE updates SET changed_ms=$2,phase=$3,reason=$4 WHERE id=$1", 4);
        _status = new Statement(
            connection, "INSERT OR REPLACE INTO update_statuses(device,received_ms,message) VALUES($1,$2,$3)", 3);
        _last = new Statement(connection, "SELECT last_insert_rowid()", 0);
    }

    internal void Put(UpdateRow row)
    {
        if (row.Id > 0)
        {
            _change.Bind(0, row.Id).Bind(1, row.ChangedMs).Bind(2, (long)row.Phase).Bind(3, (long)row.Reason).Execute();
            return;
        }

        _insert.Bind(0, (long)row.Device.Value).Bind(1, row.Release).Bind(2, row.Label).Bind(3, row.AskedMs).Bind(4, row.ChangedMs)
            .Bind(5, (long)row.Phase).Bind(6, (long)row.Reason).Execute();
        row.Id = _last.Scalar();
    }

    internal void Put(DeviceKey device, long receivedMs, byte[] message) =>
        _status.Bind(0, (long)device.Value).Bind(1, receivedMs).Bind(2, message).Execute();

    public void Dispose()
    {
        _insert.Dispose();
        _change.Dispose();
        _status.Dispose();
        _last.Dispose();
    }
}
