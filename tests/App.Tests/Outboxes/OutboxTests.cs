using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Outboxes;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Outboxes;

public sealed class OutboxTests
{
    private readonly byte[] _frame = new byte[Outbox.MaxSlotLength];

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
    public void A_frame_that_could_not_be_handed_over_is_due_again_at_once_and_not_as_resent()
    {
        var outbox = Filled(8, 2);
        Assert.Equal(1, Take(outbox, false, 0));
        Assert.Equal(2, Take(outbox, false, 0));
        outbox.PutBack();
        Assert.Equal(2, Take(outbox, false, 1));
        Assert.Equal(0, Take(outbox, false, 1));
        Assert.Equal(1, Take(outbox, false, 100, resent: true));
        outbox.PutBack();
        Assert.Equal(1, Take(outbox, false, 100, resent: true));
    }

    [Fact]
    public void A_frame_of_a_block_that_could_not_be_handed_over_is_due_again_at_once()
    {
        var store = new MemoryFileStore(65536);
        var options = new OutboxOptions { RamFrames = 16, BatchFrames = 1, BatchMs = 0 };
        var before = new Outbox(options, store, Boots(store));
        Assert.All(Enumerable.Range(1, 4), i => Assert.True(before.Add((uint)i, [(byte)i], 0, 1)));
        before.Flush(0);
        var outbox = new Outbox(options, store, Boots(store));
        outbox.Step(0);
        Assert.Equal([1, 2], Enumerable.Range(0, 2).Select(_ => Take(outbox, false, 0)));
        outbox.PutBack();
        Assert.Equal([2, 3, 4, 0], Enumerable.Range(0, 4).Select(_ => Take(outbox, false, 1)));
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

    [Theory]
    [InlineData(Outbox.MinSlotLength)]
    [InlineData(299)]
    [InlineData(Outbox.MaxSlotLength)]
    public void A_slot_takes_a_frame_of_its_length_and_no_longer_one(int slotLength)
    {
        var outbox = new Outbox(8, 1, slotLength);
        Assert.False(outbox.Add(1, new byte[slotLength + 1], 0, slotLength + 1));
        byte[][] frames = [.. Enumerable.Range(1, 8).Select(i => Enumerable.Repeat((byte)i, slotLength).ToArray())];
        Assert.All(frames, frame => Assert.True(outbox.Add(frame[0], frame, 0, slotLength)));
        foreach (var frame in frames)
        {
            Assert.Equal(slotLength, outbox.Take(false, 0, 100, _frame, out _));
            Assert.Equal(frame, _frame[..slotLength]);
        }
    }

    [Theory]
    [InlineData(Outbox.MinSlotLength - 1)]
    [InlineData(Outbox.MaxSlotLength + 1)]
    public void A_slot_length_out_of_range_is_refused(int slotLength)
    {
        Assert.Throws<ArgumentException>(() => new Outbox(8, 1, slotLength));
        var options = new OutboxOptions { SlotLength = slotLength };
        Assert.False(options.IsValid);
        var store = new MemoryFileStore(65536);
        Assert.Throws<ArgumentException>(() => new Outbox(options, store, Boots(store)));
    }

    [Fact]
    public void The_longest_frames_survive_a_restart_even_into_shorter_slots()
    {
        var store = new MemoryFileStore(65536);
        var vision = new Outbox(new OutboxOptions { SlotLength = Outbox.MaxSlotLength, BlockLength = 1200 }, store, Boots(store));
        byte[][] frames = [.. Enumerable.Range(1, 20).Select(i => Enumerable.Repeat((byte)i, Outbox.MaxSlotLength - i + 1).ToArray())];
        Assert.All(frames, frame => Assert.True(vision.Add(frame[0], frame, 0, frame.Length)));
        vision.Flush(0);
        var vibration = new Outbox(new OutboxOptions { BlockLength = 1200 }, store, Boots(store));
        Assert.Equal(20, vibration.Depth);
        var acknowledgement = new Acknowledgement { Boot = vision.Boot };
        foreach (var frame in frames)
        {
            vibration.Step(0);
            Assert.Equal(frame.Length, vibration.Take(false, 0, 100, _frame, out _));
            Assert.Equal(frame, _frame[..frame.Length]);
            acknowledgement.Cumulative = frame[0];
            vibration.Acknowledge(acknowledgement);
        }

        Assert.Equal(0, vibration.Depth);
    }

    private static BootCounter Boots(MemoryFileStore store) => new(store, new SystemRandom(1));

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
