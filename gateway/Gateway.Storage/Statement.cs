using System;
using Microsoft.Data.Sqlite;

namespace Stethos.Gateway.Storage;

/// <summary>A prepared statement with positional parameters, reused for the life of its connection.</summary>
internal sealed class Statement : IDisposable
{
    private readonly SqliteCommand _command;

    internal Statement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 1; i <= parameters; i++)
        {
            _command.Parameters.Add(new SqliteParameter { ParameterName = "$" + i });
        }
    }

    /// <summary>Binds parameter <paramref name="index"/>, counted from 0.</summary>
    internal Statement Bind(int index, object? value)
    {
        _command.Parameters[index].Value = value ?? DBNull.Value;
        return this;
    }

    internal int Execute() => _command.ExecuteNonQuery();

    internal object? Scalar() => _command.ExecuteScalar();

    internal SqliteDataReader Query() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();
}
