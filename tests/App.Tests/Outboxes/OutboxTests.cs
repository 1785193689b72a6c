using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.App.Tests.Outboxes;

public sealed class OutboxTests
{
    private readonly byte[] _frame = new byte[Outbox.SlotLength];

    [Fact]
    public void The_newest_frame_goes_first_and_the_backlog_follows_from_its_oldest_end()
    {
        var outbox = Filled(8, 5);
        Assert.Equal(5, Take(outbox, true, 0));
        Assert.Equal(0, Take(outbox, true, 0));
        Assert.Equal([1, 2, 3, 4, 0], Enumerable.Range(0, 5).Select(_ => Take(outbox, false, 0)));
    }

    [Fact]
    public void A_frame_is_sent_again_when_its_time_has_passed_and_not_before()
    {
        var outbox = Filled(8, 2);
        Assert.Equal((1, 2), (Take(outbox, false, 0), Take(outbox, false, 5)));
        Assert.Equal(0, Take(outbox, false, 99));
        Assert.Equal(1, Take(outbox, false, 100, resent: true));
        Assert.Equal(0, Take(outbox, false, 104));
        Assert.Equal(2, Take(outbox, false, 105, resent: true));
        Assert.Equal(1, Take(outbox, false, 200, resent: true));
    }

    [Fact]
    public void After_a_new_session_everything_held_is_sent_again()
    {
        var outbox = Filled(8, 3);
        Assert.Equal([1, 2, 3, 0], Enumerable.Range(0, 4).Select(_ => Take(outbox, false, 0)));
        outbox.ForgetSent();
        Assert.Equal(3, Take(outbox, true, 1));
        Assert.Equal([1, 2, 0], Enumerable.Range(0, 3).Select(_ => Take(outbox, false, 1)));
    }

    [Fact]
    public void An_acknowledgement_frees_what_it_covers_and_the_rest_stays()
    {
        var outbox = Filled(8, 6);
        Assert.Equal(3, outbox.Acknowledge(Acknowledging(2, 5)));
        Assert.Equal((4, 3u), (outbox.Depth, outbox.Oldest));
        Assert.Equal([3, 4, 6, 0], Enumerable.Range(0, 4).Select(_ => Take(outbox, false, 0)));
        Assert.Equal(0, outbox.Acknowledge(Acknowledging(2, 5)));
        Assert.Equal(2, outbox.Acknowledge(Acknowledging(4)));
        Assert.Equal((1, 6u), (outbox.Depth, outbox.Oldest));
        Assert.Equal(1, outbox.Acknowledge(Acknowledging(6)));
        Assert.Equal((0, 7u, 6u), (outbox.Depth, outbox.Oldest, outbox.LastSequence));
    }

    [Fact]
    public void A_full_outbox_takes_nothing_and_drops_its_oldest_eighth()
    {
        var outbox = Filled(16, 16);
        Assert.True(outbox.IsFull);
        Assert.False(outbox.Add(17, [17], 0, 1));
        Assert.Equal(2, outbox.DropOldest(out var first, out var last));
        Assert.Equal((1u, 2u, 14, 1u), (first, last, outbox.Depth, outbox.Oldest));
        Assert.True(outbox.Add(17, [17], 0, 1));
        Assert.Equal(17, Take(outbox, true, 0));
    }

    [Fact]
    public void A_drop_tells_the_range_of_all_drops_that_the_gateway_has_not_accounted_for()
    {
        var outbox = Filled(16, 16);
        var next = 16u;
        Assert.Equal((1u, 2u), Drop());
        Assert.Equal((1u, 4u), Drop());
        outbox.Acknowledge(Acknowledging(3));
        Assert.Equal((1u, 6u), Drop());
        Assert.Equal(1u, outbox.Oldest);
        outbox.Acknowledge(Acknowledging(6));
        Assert.Equal(7u, outbox.Oldest);
        Assert.Equal((7u, 8u), Drop());

        (uint First, uint Last) Drop()
        {
            while (!outbox.IsFull)
            {
                next++;
                outbox.Add(next, [1], 0, 1);
            }

            Assert.Equal(2, outbox.DropOldest(out var first, out var last));
            return (first, last);
        }
    }

    [Fact]
    public void An_outbox_with_room_drops_nothing()
    {
        var outbox = Filled(16, 16);
        outbox.Acknowledge(Acknowledging(1));
        Assert.Equal(0, outbox.DropOldest(out var first, out var last));
        Assert.Equal((0u, 0u, 15), (first, last, outbox.Depth));
    }

    [Fact]
    public void Frames_acknowledged_before_the_drop_are_not_counted_as_dropped()
    {
        var outbox = Filled(16, 16);
        outbox.Acknowledge(Acknowledging(0, 2));
        Assert.Equal(1, outbox.DropOldest(out var first, out var last));
        Assert.Equal((1u, 2u), (first, last));
    }

    [Fact]
    public void A_frame_longer_than_a_slot_is_refused()
    {
        var outbox = new Outbox(8);
        Assert.False(outbox.Add(1, new byte[Outbox.SlotLength + 1], 0, Outbox.SlotLength + 1));
        Assert.True(outbox.Add(1, new byte[Outbox.SlotLength], 0, Outbox.SlotLength));
        Assert.Equal(Outbox.SlotLength, outbox.Take(false, 0, 100, _frame, out _));
    }

    private int Take(Outbox outbox, bool newestFirst, long nowMs, bool resent = false)
    {
        var length = outbox.Take(newestFirst, nowMs, 100, _frame, out var wasResent);
        Assert.Equal(resent, wasResent);
        return length == 0 ? 0 : _frame[0];
    }

    private static Outbox Filled(int capacity, int count)
    {
        var outbox = new Outbox(capacity);
        for (var i = 1; i <= count; i++)
        {
            Assert.True(outbox.Add((uint)i, [(byte)i], 0, 1));
        }

        return outbox;
    }

    private static Acknowledgement Acknowledging(uint cumulative, params IEnumerable<uint> above)
    {
        var acknowledgement = new Acknowledgement { Cumulative = cumulative };
        foreach (var sequence in above)
        {
            Assert.True(acknowledgement.Mark(sequence));
        }

        return acknowledgement;
    }
}
