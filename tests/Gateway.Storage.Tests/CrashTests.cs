using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Xunit.Abstractions;
using static Stethos.Gateway.Storage.Tests.StoreFolder;

namespace Stethos.Gateway.Storage.Tests;

/// <summary>
/// Power cuts: the file and its write-ahead log are copied as they are on the medium at some instant, whole or torn, and
/// opened again. A commit that has returned must be there, and never a part of one.
/// </summary>
public sealed class CrashTests(ITestOutputHelper output) : IDisposable
{
    private const int Commits = 25;
    private const int FramesPerCommit = 9;
    private readonly StoreFolder _folder = new();
    private readonly StoreFolder _copy = new();

    public void Dispose()
    {
        _folder.Dispose();
        _copy.Dispose();
    }

    [Fact]
    public void A_cut_after_any_commit_keeps_everything_committed_and_nothing_else()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        for (uint commit = 0; commit < Commits; commit++)
        {
            AddCommit(writer, commit);
            writer.Commit();

            // What the next transaction has written so far must not show.
            writer.Add(Frame(1_000_000));
            _folder.CopyTo(_copy);
            writer.Rollback();
            Assert.Equal(commit + 1, CommitsIn(_copy));
        }
    }

    [Fact]
    public void A_log_torn_at_any_place_keeps_every_commit_that_is_whole_and_no_half_one()
    {
        var ends = new List<int>();
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        for (uint commit = 0; commit < Commits; commit++)
        {
            AddCommit(writer, commit);
            writer.Commit();
            ends.Add((int)new FileInfo(_folder.File + "-wal").Length);
        }

        Assert.Equal(ends.Distinct(), ends);
        var cuts = CutsAround(ends);
        foreach (var cut in cuts)
        {
            _folder.CopyTo(_copy, cut);
            var whole = ends.Count(end => end <= cut);
            Assert.True(whole == CommitsIn(_copy), $"log of {ends[^1]} bytes cut at {cut}");
        }

        output.WriteLine($"{cuts.Length} cuts of a log of {ends[^1]} bytes");
    }

    [Fact]
    public void A_log_with_a_spoilt_byte_keeps_the_commits_before_it_and_no_half_one()
    {
        const int seed = 77;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var ends = new List<int>();
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        for (uint commit = 0; commit < Commits; commit++)
        {
            AddCommit(writer, commit);
            writer.Commit();
            ends.Add((int)new FileInfo(_folder.File + "-wal").Length);
        }

        var log = Read(_folder.File + "-wal");
        for (var i = 0; i < 150; i++)
        {
            var at = random.Next(log.Length);
            var spoilt = (byte[])log.Clone();
            spoilt.AsSpan(at, Math.Min(random.Next(1, 600), log.Length - at)).Fill((byte)random.Next(256));
            spoilt[at] = (byte)~log[at];
            _folder.CopyTo(_copy);
            File.WriteAllBytes(_copy.File + "-wal", spoilt);
            var kept = CommitsIn(_copy);
            Assert.True(kept >= ends.Count(end => end <= at) && kept <= Commits, $"spoilt at {at}: {kept} commits");
        }
    }

    [Fact]
    public void After_a_cut_the_store_goes_on_and_takes_what_is_sent_again()
    {
        using var store = _folder.Open();
        using var writer = store.OpenWriter();
        AddCommit(writer, 0);
        writer.Commit();
        AddCommit(writer, 1);
        writer.Commit();
        _folder.CopyTo(_copy, (int)new FileInfo(_folder.File + "-wal").Length - 1);
        using (var again = _copy.Open())
        {
            using var reader = again.OpenReader();
            var tracker = reader.LoadLedger().Of(new(1), 1);
            Assert.Equal((FramesPerCommit, 0L), ((int)tracker.Cumulative, tracker.Missing));
            using var second = again.OpenWriter();
            Assert.False(second.Add(Frame(1)));
            AddCommit(second, 1);
            second.Commit();
        }

        Assert.Equal(2u, CommitsIn(_copy));
    }

    // Every end of a commit and its neighbourhood, every sector, and places nobody thought of.
    private static int[] CutsAround(List<int> ends)
    {
        var random = new Random(5);
        return ends.SelectMany(end => (int[])[end - 4097, end - 25, end - 1, end, end + 1, end + 24, end + 32])
            .Concat(Enumerable.Range(0, ends[^1] / 4096).Select(page => 4096 * page))
            .Concat(Enumerable.Range(0, 60).Select(_ => random.Next(ends[^1])))
            .Concat([0, 1, 31, 32, 33])
            .Where(cut => cut >= 0 && cut <= ends[^1])
            .Distinct()
            .Order()
            .ToArray();
    }

    private static void AddCommit(StoreWriter writer, uint commit)
    {
        foreach (var sequence in Range(commit * FramesPerCommit + 1, (commit + 1) * FramesPerCommit))
        {
            Assert.True(writer.Add(Frame(sequence)));
        }

        writer.SetCursor("commits", commit + 1);
    }

    // Opens the copy as the gateway would; fails on half commits.
    private static uint CommitsIn(StoreFolder folder)
    {
        using var store = folder.Open();
        Assert.Null(store.Problem);
        var sequences = Sequences(store);
        using var reader = store.OpenReader();
        var commits = (uint)reader.Cursor("commits");
        Assert.Equal(Range(1, commits * FramesPerCommit), sequences);
        return commits;
    }
}
