using System;
using System.IO;
using Microsoft.Data.Sqlite;

namespace Stethos.Gateway.Storage;

/// <summary>
/// The gateway's database file: opened, checked and prepared once. WAL with synchronous=FULL: a commit that has
/// returned survives a power cut. A file that is damaged is moved aside, never overwritten, and a new one begun;
/// <see cref="Problem"/> then tells people.
/// </summary>
public sealed class SqliteStore : IDisposable
{
    // Checking reads the whole file; beyond this size a cold start would no longer take seconds, and damage is then
    // found by the query that meets it.
    private const long LargestChecked = 64 << 20;

    private readonly string _path;

    private SqliteStore(string path, string? problem)
    {
        _path = path;
        Problem = problem;
    }

    /// <summary>What people should know about the store, null when all is well.</summary>
    public string? Problem { get; }

    /// <summary>
    /// Opens or creates the file. <paramref name="now"/> names the copy of a damaged file.
    /// </summary>
    /// <exception cref="StorageException">The folder or file cannot be used at all.</exception>
    public static SqliteStore Open(string path, DateTimeOffset now) => Open(path, now, Schema.Current);

    internal static SqliteStore Open(string path, DateTimeOffset now, SchemaVersion known)
    {
        NativeSqlite.Use();
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            var damage = Prepare(path, known);
            if (damage is null)
            {
                return new SqliteStore(path, null);
            }

            var aside = $"{path}.damaged-{now.UtcDateTime:yyyyMMdd-HHmmss}";
            MoveAside(path, aside);
            var again = Prepare(path, known);
            return again is null
                ? new SqliteStore(path, $"The database was damaged ({damage}). It was kept as {aside} and a new one begun.")
                : throw new StorageException($"{path}: {again}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"{path}: {fault.Message}", fault);
        }
    }

    /// <summary>The one writer.</summary>
    public StoreWriter OpenWriter() => new(Connect(_path, readOnly: false));

    /// <summary>A reader for one thread at a time; several may be open.</summary>
    public StoreReader OpenReader() => new(Connect(_path, readOnly: true));

    public void Dispose() => SqliteConnection.ClearAllPools();

    // Returns what is wrong with the file, null when it is usable.
    private static string? Prepare(string path, SchemaVersion known)
    {
        try
        {
            using var connection = Connect(path, readOnly: false);
            var check = new FileInfo(path).Length > LargestChecked ? "ok" : Scalar(connection, "PRAGMA quick_check(1)") as string;
            if (check != "ok")
            {
                return check ?? "integrity check failed";
            }

            var version = Convert.ToInt32(Scalar(connection, "PRAGMA user_version"), null);
            if (version > known.Number)
            {
                // Left exactly as it is: the newer gateway wants to find it so when it comes back.
                CheckReadable(path, connection, version, known);
                return null;
            }

            Execute(connection, known.Create);
            Execute(connection, $"INSERT OR REPLACE INTO cursor(name,value) VALUES('{Schema.ReadableFrom}',{known.ReadableFrom})");
            Execute(connection, $"PRAGMA user_version={known.Number}");
            return null;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is 11 or 26)
        {
            return fault.SqliteErrorCode == 26 ? "not a database" : "malformed";
        }
        catch (SqliteException fault)
        {
            throw new StorageException($"{path}: {fault.Message}", fault);
        }
    }

    private static void CheckReadable(string path, SqliteConnection connection, int version, SchemaVersion known)
    {
        var from = Scalar(connection, $"SELECT value FROM cursor WHERE name='{Schema.ReadableFrom}'") is long value ? value : version;
        if (from > known.Number)
        {
            throw new StorageException(
                $"{path} was written by a newer gateway (schema {version}, readable from {from}; this one knows {known.Number}): "
                + "update the gateway.");
        }
    }

    private static void MoveAside(string path, string aside)
    {
        SqliteConnection.ClearAllPools();
        foreach (var suffix in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(path + suffix))
            {
                File.Move(path + suffix, aside + suffix, overwrite: true);
            }
        }
    }

    private static SqliteConnection Connect(string path, bool readOnly)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false
        }.ToString());
        try
        {
            connection.Open();
            Execute(connection, "PRAGMA busy_timeout=5000");
            if (!readOnly)
            {
                Execute(connection, "PRAGMA journal_mode=WAL");
                Execute(connection, "PRAGMA synchronous=FULL");
                Execute(connection, "PRAGMA wal_autocheckpoint=4000");
            }

            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    private static object? Scalar(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }

    private static void Execute(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
