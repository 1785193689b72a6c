using System;
using Microsoft.Data.Sqlite;

namespace Stethos.Gateway.Storage;

/// <summary>A statement that reads, with parameters named $1, $2 and so on.</summary>
internal sealed class Query : IDisposable
{
    private readonly SqliteCommand _command;

    internal Query(SqliteConnection connection, string sql, object[] values)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        for (var i = 0; i < values.Length; i++)
        {
            _command.Parameters.Add(new SqliteParameter("$" + (i + 1), values[i]));
        }
    }

    internal SqliteDataReader Rows() => _command.ExecuteReader();

    public void Dispose() => _command.Dispose();
}
