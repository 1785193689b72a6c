using System;
using System.Linq;
using Microsoft.Data.Sqlite;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

/// <summary>A gateway that was returned to finds the store as the newer version left it, and the newer one finds it again.</summary>
public sealed class PreviousVersionTests : IDisposable
{
    private static readonly SchemaVersion This = Schema.Current;

    // What a next version may do, and no more: new tables, and new columns that the older one need not know.
    private static readonly SchemaVersion Next = This with
    {
        Number = This.Number + 1,
        ReadableFrom = This.Number,
        Create = This.Create + "CREATE TABLE IF NOT EXISTS next_things(id INTEGER PRIMARY KEY, what TEXT NOT NULL);"
    };

    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_previous_version_reads_and_writes_what_the_next_one_left()
    {
        Write(Next, 1, 10);
        _folder.Execute("ALTER TABLE frames ADD COLUMN next_column TEXT; ALTER TABLE nodes ADD COLUMN next_column INTEGER DEFAULT 7");
        Write(This, 11, 20);
        using var store = SqliteStore.Open(_folder.File, Now, This);
        Assert.Null(store.Problem);
        Assert.Equal(Range(1, 20), Sequences(store));
    }

    [Fact]
    public void The_next_version_finds_its_own_number_again_after_the_previous_one_ran()
    {
        Write(Next, 1, 2);
        Write(This, 3, 4);
        Assert.Equal(Next.Number, Number());
        Write(Next, 5, 6);
        using var store = SqliteStore.Open(_folder.File, Now, Next);
        Assert.Equal(Range(1, 6), Sequences(store));
    }

    [Fact]
    public void A_version_two_steps_older_is_refused_when_the_store_says_so()
    {
        Write(Next with { Number = This.Number + 2, ReadableFrom = This.Number + 1 }, 1, 2);
        var fault = Assert.Throws<StorageException>(() => SqliteStore.Open(_folder.File, Now, This));
        Assert.Contains($"readable from {This.Number + 1}", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void This_version_can_be_returned_from()
    {
        Assert.InRange(This.ReadableFrom, 1, Math.Max(1, This.Number - 1));
    }

    private void Write(SchemaVersion version, uint first, uint last)
    {
        using var store = SqliteStore.Open(_folder.File, Now, version);
        using var writer = store.OpenWriter();
        foreach (var sequence in Range(first, last))
        {
            Assert.True(writer.Add(Frame(sequence)));
        }

        writer.SetCursor("test", last);
        writer.Commit();
    }

    private long Number()
    {
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA user_version";
        return (long)command.ExecuteScalar()!;
    }
}
