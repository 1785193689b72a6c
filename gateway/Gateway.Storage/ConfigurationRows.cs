using System;
using System.Collections.Generic;
using System.Text.Json;
using Microsoft.Data.Sqlite;
using Stethos.Gateway.Domain.Upkeep;

namespace Stethos.Gateway.Storage;

/// <summary>Writes configurations somebody wants, and the values they change; the caller holds the transaction.</summary>
internal sealed class ConfigurationRows : IDisposable
{
    private readonly Statement _insert;
    private readonly Statement _insertBefore;

    internal ConfigurationRows(SqliteConnection connection)
    {
        _insert = new Statement(
            connection, "INSERT OR REPLACE INTO configurations(device,number,asked_ms,settings) VALUES($1,$2,$3,$4)", 4);
        _insertBefore = new Statement(
            connection, "INSERT OR REPLACE INTO settings_before(device,number,running,settings) VALUES($1,$2,$3,$4)", 4);
    }

    internal void Add(WantedConfiguration wanted)
    {
        _insert.Bind(0, (long)wanted.Device.Value).Bind(1, (long)wanted.Number).Bind(2, wanted.Asked.ToUnixTimeMilliseconds())
            .Bind(3, Text(wanted.Settings)).Execute();
        if (wanted.Before is { } before)
        {
            _insertBefore.Bind(0, (long)wanted.Device.Value).Bind(1, (long)wanted.Number).Bind(2, (long)before.Running)
                .Bind(3, Text(before.Values)).Execute();
        }
    }

    public void Dispose()
    {
        _insert.Dispose();
        _insertBefore.Dispose();
    }

    private static string Text(IReadOnlyDictionary<string, string> settings) =>
        JsonSerializer.Serialize(settings, StorageJson.Default.IReadOnlyDictionaryStringString);
}
