using System;
using System.IO;
using System.Linq;
using Microsoft.Data.Sqlite;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

public sealed class OpeningTests : IDisposable
{
    private readonly StoreFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_folder_that_does_not_exist_is_made()
    {
        using var store = SqliteStore.Open(Path.Combine(_folder.Root, "a", "b", "c.db"), Now);
        Assert.Null(store.Problem);
        Assert.True(File.Exists(Path.Combine(_folder.Root, "a", "b", "c.db")));
    }

    [Theory]
    [InlineData("This is a text file, and long enough that nobody could take it for a database header. Really long enough.")]
    [InlineData("SQLite format 3")]
    public void A_file_that_is_no_database_is_kept_aside_and_a_new_one_begun(string content)
    {
        File.WriteAllText(_folder.File, content.PadRight(4096, '.'));
        CheckMovedAside(File.ReadAllBytes(_folder.File));
    }

    [Fact]
    public void A_damaged_database_is_kept_aside_and_a_new_one_begun()
    {
        Fill(2000);
        var bytes = File.ReadAllBytes(_folder.File);
        Assert.True(bytes.Length > 200_000);
        Array.Fill(bytes, (byte)0xA5, 4096, bytes.Length / 2);
        File.WriteAllBytes(_folder.File, bytes);
        CheckMovedAside(bytes);
    }

    [Fact]
    public void A_database_cut_short_is_kept_aside_and_a_new_one_begun()
    {
        Fill(2000);
        var bytes = File.ReadAllBytes(_folder.File);
        bytes = bytes[..(bytes.Length / 2)];
        File.WriteAllBytes(_folder.File, bytes);
        CheckMovedAside(bytes);
    }

    [Fact]
    public void A_second_damage_does_not_overwrite_what_the_first_left()
    {
        File.WriteAllText(_folder.File, new string('x', 5000));
        _folder.Open().Dispose();
        File.WriteAllText(_folder.File, new string('y', 5000));
        using var store = SqliteStore.Open(_folder.File, Now.AddSeconds(1));
        Assert.Equal(2, Directory.GetFiles(_folder.Root, "*.damaged-*").Length);
    }

    [Fact]
    public void An_empty_file_is_a_new_database()
    {
        File.WriteAllBytes(_folder.File, []);
        using var store = _folder.Open();
        Assert.Null(store.Problem);
        Assert.Empty(Sequences(store));
    }

    [Fact]
    public void A_database_of_a_newer_gateway_is_refused_and_left_as_it_is()
    {
        Fill(10);
        _folder.Execute("PRAGMA user_version=99; UPDATE cursor SET value=98 WHERE name='schema-readable-from'");
        var fault = Assert.Throws<StorageException>(() => _folder.Open());
        Assert.Contains(_folder.File, fault.Message, StringComparison.Ordinal);
        Assert.Contains("newer gateway", fault.Message, StringComparison.Ordinal);
        Assert.Contains("update the gateway", fault.Message, StringComparison.Ordinal);
        _folder.Execute("PRAGMA user_version=1");
        using var store = _folder.Open();
        Assert.Equal(10, Sequences(store).Length);
    }

    [Fact]
    public void A_newer_schema_with_more_columns_and_tables_of_the_same_number_still_works()
    {
        Fill(10);
        _folder.Execute("ALTER TABLE frames ADD COLUMN extra TEXT; CREATE TABLE more(a)");
        Fill(20);
        using var store = _folder.Open();
        Assert.Equal(20, Sequences(store).Length);
    }

    [Fact]
    public void A_path_that_cannot_be_a_file_is_named_in_the_error()
    {
        File.WriteAllText(Path.Combine(_folder.Root, "file"), "");
        foreach (var path in (string[])[Path.Combine(_folder.Root, "file", "site.db"), _folder.Root, "/proc/stethos/site.db"])
        {
            var fault = Assert.Throws<StorageException>(() => SqliteStore.Open(path, Now));
            Assert.Contains(path, fault.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_journal_is_a_write_ahead_log()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        writer.Add(Frame(1));
        writer.Commit();
        Assert.True(new FileInfo(_folder.File + "-wal").Length > 0);
        using var connection = new SqliteConnection($"Data Source={_folder.File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA journal_mode";
        Assert.Equal("wal", command.ExecuteScalar());
    }

    private void CheckMovedAside(byte[] damaged)
    {
        var aside = _folder.File + ".damaged-20260304-050607";
        using (var store = _folder.Open())
        {
            Assert.NotNull(store.Problem);
            Assert.Contains(aside, store.Problem, StringComparison.Ordinal);
            Assert.Contains("damaged", store.Problem, StringComparison.Ordinal);
            Assert.Empty(Sequences(store));
            using var writer = store.OpenWriter();
            Assert.True(writer.Add(Frame(1)));
            writer.Commit();
        }

        Assert.True(File.ReadAllBytes(aside).SequenceEqual(damaged));
        using var again = _folder.Open();
        Assert.Null(again.Problem);
        Assert.Equal([1u], Sequences(again));
    }

    private void Fill(uint frames)
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        foreach (var sequence in Range(1, frames))
        {
            writer.Add(Frame(sequence));
        }

        writer.Commit();
    }
}
