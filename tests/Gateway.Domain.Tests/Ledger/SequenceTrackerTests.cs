using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Ledger;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Gateway.Domain.Tests.Ledger;

public sealed class SequenceTrackerTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(1, 60, 4)]
    [InlineData(2, 400, 30)]
    [InlineData(3, 2000, 400)]
    public void Random_frames_and_gaps_agree_with_a_set(int seed, int range, int longestGap)
    {
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 100; round++)
        {
            var tracker = new SequenceTracker();
            var known = new HashSet<uint>();
            var highest = 0u;
            for (var i = 0; i < 300; i++)
            {
                var first = (uint)random.Next(range);
                switch (random.Next(4))
                {
                    case 0:
                        var last = first + (uint)random.Next(longestGap) - 1;
                        var added = first == 0 || last < first ? [] : Range(first, last).Where(known.Add).ToArray();
                        Assert.Equal(added.Length, tracker.AcceptGap(first, last));
                        highest = first == 0 || last < first ? highest : uint.Max(highest, last);
                        break;
                    case 1 when random.Next(10) == 0:
                        tracker.Expect(first);
                        highest = uint.Max(highest, first);
                        break;
                    default:
                        Assert.Equal(first > 0 && !known.Contains(first), tracker.IsNew(first));
                        Assert.Equal(first > 0 && known.Add(first), tracker.Accept(first));
                        highest = uint.Max(highest, first);
                        break;
                }

                Compare(tracker, known, highest);
            }
        }
    }

    [Fact]
    public void Frames_in_order_are_all_that_is_needed_for_a_cumulative_acknowledgement()
    {
        var tracker = new SequenceTracker();
        for (uint i = 1; i <= 1000; i++)
        {
            Assert.True(tracker.Accept(i));
            Assert.False(tracker.Accept(i));
        }

        Assert.Equal((1000u, 1000u, 0L), (tracker.Cumulative, tracker.Highest, tracker.Missing));
        Assert.Equal(0, Filled(tracker).BitmapLength);
    }

    [Fact]
    public void A_missing_frame_holds_the_cumulative_number_back_until_it_comes()
    {
        var tracker = new SequenceTracker();
        tracker.Accept(1);
        tracker.Accept(3);
        tracker.Accept(5);
        Assert.Equal((1u, 5u, 2L), (tracker.Cumulative, tracker.Highest, tracker.Missing));
        Assert.Equal([1u, 3, 5], Range(0, 9).Where(Filled(tracker).Covers).Skip(1));
        tracker.Accept(2);
        Assert.Equal((3u, 1L), (tracker.Cumulative, tracker.Missing));
        Assert.Equal(1, tracker.AcceptGap(4, 4));
        Assert.Equal((5u, 0L), (tracker.Cumulative, tracker.Missing));
    }

    [Fact]
    public void A_gap_counts_only_what_had_not_come_and_may_be_told_twice()
    {
        var tracker = new SequenceTracker();
        tracker.Accept(12);
        Assert.Equal(9, tracker.AcceptGap(10, 19));
        Assert.Equal(0, tracker.AcceptGap(10, 19));
        Assert.Equal(9, tracker.AcceptGap(1, 19));
        Assert.Equal((19u, 0L), (tracker.Cumulative, tracker.Missing));
        Assert.False(tracker.Accept(15));
    }

    [Theory]
    [InlineData(0u, 5u)]
    [InlineData(6u, 5u)]
    [InlineData(0u, 0u)]
    public void A_range_that_is_none_changes_nothing(uint first, uint last)
    {
        var tracker = new SequenceTracker();
        Assert.Equal(0, tracker.AcceptGap(first, last));
        Assert.Equal((0u, 0u), (tracker.Cumulative, tracker.Highest));
    }

    [Fact]
    public void What_the_node_says_it_made_is_missed_until_it_comes()
    {
        var tracker = new SequenceTracker();
        tracker.Expect(10);
        tracker.Expect(4);
        Assert.Equal((10u, 10L), (tracker.Highest, tracker.Missing));
        tracker.AcceptGap(1, 9);
        tracker.Accept(10);
        Assert.Equal(0, tracker.Missing);
    }

    [Fact]
    public void The_whole_range_of_numbers_costs_nothing()
    {
        var tracker = new SequenceTracker();
        Assert.Equal(uint.MaxValue, tracker.AcceptGap(1, uint.MaxValue));
        Assert.Equal((uint.MaxValue, 0L), (tracker.Cumulative, tracker.Missing));
        Assert.False(tracker.Accept(uint.MaxValue));
        Assert.False(tracker.Accept(1));
        Assert.Equal(0, tracker.AcceptGap(1, uint.MaxValue));
    }

    [Fact]
    public void The_highest_number_wraps_nothing_round()
    {
        var tracker = new SequenceTracker();
        Assert.True(tracker.Accept(uint.MaxValue));
        Assert.True(tracker.Accept(1));
        Assert.Equal(uint.MaxValue - 3u, tracker.AcceptGap(3, uint.MaxValue));
        Assert.Equal(1, tracker.Missing);
        Assert.True(tracker.Accept(2));
        Assert.Equal((uint.MaxValue, 0L), (tracker.Cumulative, tracker.Missing));
    }

    [Fact]
    public void Forged_gaps_however_long_and_many_fill_no_memory()
    {
        var tracker = new SequenceTracker();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (uint i = 0; i < 10_000; i++)
        {
            tracker.AcceptGap(1000 + 400_000 * i, 1000 + 400_000 * i + 300_000);
        }

        tracker.AcceptGap(10, uint.MaxValue - 5);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4 << 20);
        Assert.Equal((0u, 9L), (tracker.Cumulative, tracker.Missing));
    }

    [Fact]
    public void The_bitmap_ends_256_sequences_above_the_cumulative_one()
    {
        var tracker = new SequenceTracker();
        tracker.Accept(5);
        tracker.AcceptGap(258, 300);
        tracker.Accept(256);
        tracker.Accept(500);
        var acknowledgement = Filled(tracker);
        Assert.Equal(32, acknowledgement.BitmapLength);
        Assert.Equal([5u, 256], Range(1, 600).Where(acknowledgement.Covers));
    }

    private static void Compare(SequenceTracker tracker, HashSet<uint> known, uint highest)
    {
        var cumulative = 0u;
        while (known.Contains(cumulative + 1))
        {
            cumulative++;
        }

        Assert.Equal((cumulative, highest), (tracker.Cumulative, tracker.Highest));
        Assert.Equal(highest - known.Count, tracker.Missing);
        var acknowledgement = Filled(tracker);
        Assert.Equal(cumulative, acknowledgement.Cumulative);
        for (var sequence = cumulative + 1; sequence <= cumulative + 300; sequence += 1 + cumulative % 3)
        {
            Assert.Equal(known.Contains(sequence) && sequence <= cumulative + 256, acknowledgement.Covers(sequence));
        }
    }

    private static Acknowledgement Filled(SequenceTracker tracker)
    {
        var acknowledgement = new Acknowledgement { BitmapLength = 7 };
        tracker.Fill(acknowledgement);
        return acknowledgement;
    }

    private static IEnumerable<uint> Range(uint first, uint last)
    {
        for (ulong sequence = first; sequence <= last; sequence++)
        {
            yield return (uint)sequence;
        }
    }
}
