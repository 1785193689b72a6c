using System;
using Stethos.App.Retained;
using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Supervision;

/// <summary>Retained records through a power cut at every file operation, with every way a write can be torn.</summary>
public sealed class RetainedCutTests(ITestOutputHelper output)
{
    private const int Seed = 411;

    [Fact]
    public void A_record_is_the_one_before_or_the_new_one_whatever_operation_is_cut()
    {
        var cuts = 0;
        foreach (var pattern in Enum.GetValues<TearPattern>())
        {
            for (var operation = 0L; ; operation++)
            {
                var store = new PowerCutFileStore(Seed);
                store.CutAt(operation, pattern);
                var (saved, trying, wasCut) = (0, 0, false);
                try
                {
                    var record = new RetainedRecord(store, "r", 40);
                    record.Load();
                    for (var i = 1; i <= 6; i++)
                    {
                        trying = i;
                        var bytes = new byte[20 + i];
                        Array.Fill(bytes, (byte)i);
                        Assert.Equal(FileStatusCode.Ok, record.Save(bytes, bytes.Length));
                        saved = i;
                    }
                }
                catch (PowerCutException)
                {
                    wasCut = true;
                }

                store.PowerOn();
                var after = new RetainedRecord(store, "r", 40);
                Assert.Equal(saved > 0, after.Load() && saved > 0);
                var found = after.Length == 0 ? 0 : after.Content[0];
                Assert.True(found == saved || found == trying, $"{pattern} at {operation}: {found} after {saved}");
                Assert.True(after.Length == 0 || after.Length == 20 + found);
                cuts++;
                if (!wasCut)
                {
                    break;
                }
            }
        }

        output.WriteLine($"{cuts} cuts, seed {Seed}");
        Assert.True(cuts > 150);
    }

    [Fact]
    public void Crashes_are_counted_through_a_power_cut_at_any_operation()
    {
        for (var operation = 0L; operation < 60; operation++)
        {
            foreach (var pattern in Enum.GetValues<TearPattern>())
            {
                var store = new PowerCutFileStore(Seed);
                var ended = new LastWordsMessage();
                new LastWords(store).Begin(1, StartCauseCode.PowerOn, ended);
                var words = new LastWords(store);
                words.Begin(2, StartCauseCode.PowerOn, ended);
                words.End(ResetCauseCode.Crash, NodeErrorCode.LoopCrashed, LoopCode.Capture, 5000, 1);
                store.CutAt(store.OperationCount + operation, pattern);
                try
                {
                    new LastWords(store).Begin(3, StartCauseCode.Software, ended);
                }
                catch (PowerCutException)
                {
                    // What the next boot makes of it is the question.
                }

                store.PowerOn();
                var next = new LastWords(store);
                next.Begin(4, StartCauseCode.PowerOn, ended);
                Assert.Equal(1, next.Crashes);
            }
        }
    }

    [Fact]
    public void A_store_that_lies_about_a_write_is_found_out()
    {
        var store = new PowerCutFileStore(Seed);
        var record = new RetainedRecord(store, "r", 40);
        record.Load();
        Assert.Equal(FileStatusCode.Ok, record.Save([1, 2, 3], 3));
        store.SpoilAt(store.OperationCount, TearPattern.Half);
        Assert.NotEqual(FileStatusCode.Ok, record.Save([4, 5, 6, 7], 4));
        Assert.True(record.Load());
        Assert.Equal((3, 1), (record.Length, record.Content[0]));
        Assert.True(record.IsDamaged);
    }
}
