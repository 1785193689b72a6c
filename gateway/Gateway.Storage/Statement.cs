using System;
using System.Globalization;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Stethos.Gateway.Storage;

/// <summary>
/// A statement that writes, prepared once and reused for the life of its connection. It calls SQLite directly: through
/// SqliteCommand storing a frame takes a quarter more processor time. Parameters are named $1, $2 and so on.
/// </summary>
internal sealed class Statement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private readonly int[] _positions;

    /// <exception cref="SqliteException">The statement does not fit the schema.</exception>
    internal Statement(SqliteConnection connection, string sql, int parameters)
    {
        _database = connection.Handle ?? throw new InvalidOperationException("the connection is closed");
        Check(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
        _positions = new int[parameters];
        for (var i = 0; i < parameters; i++)
        {
            _positions[i] = raw.sqlite3_bind_parameter_index(_statement, "$" + (i + 1).ToString(CultureInfo.InvariantCulture));
        }
    }

    /// <summary>Binds parameter <paramref name="index"/>, counted from 0; it stays bound until bound again.</summary>
    internal Statement Bind(int index, long value) => Bound(raw.sqlite3_bind_int64(_statement, _positions[index], value));

    internal Statement Bind(int index, long? value) =>
        value is { } number ? Bind(index, number) : Bound(raw.sqlite3_bind_null(_statement, _positions[index]));

    internal Statement Bind(int index, double value) => Bound(raw.sqlite3_bind_double(_statement, _positions[index], value));

    internal Statement Bind(int index, string value) => Bound(raw.sqlite3_bind_text(_statement, _positions[index], value));

    /// <summary>The bytes are copied.</summary>
    internal Statement Bind(int index, byte[] value) => Bound(raw.sqlite3_bind_blob(_statement, _positions[index], value));

    /// <summary>Runs to the end; returns how many rows an insertion, update or deletion changed.</summary>
    /// <exception cref="SqliteException">The store refused.</exception>
    internal int Execute()
    {
        Step();
        Reset();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs to the first row; returns the number in its first column.</summary>
    /// <exception cref="SqliteException">The store refused.</exception>
    internal long Scalar()
    {
        Step();
        var value = raw.sqlite3_column_int64(_statement, 0);
        Reset();
        return value;
    }

    public void Dispose() => _statement.Dispose();

    private Statement Bound(int code)
    {
        Check(code);
        return this;
    }

    private void Step()
    {
        var code = raw.sqlite3_step(_statement);
        if (code is not (raw.SQLITE_DONE or raw.SQLITE_ROW))
        {
            // Resetting repeats the fault and keeps its message.
            Reset();
            Check(code);
        }
    }

    // A statement that is not reset keeps its transaction open.
    private void Reset() => _ = raw.sqlite3_reset(_statement);

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
