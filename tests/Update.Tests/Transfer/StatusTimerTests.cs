using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hal;
using Stethos.Update.Transfer;

namespace Stethos.Update.Tests.Transfer;

public sealed class StatusTimerTests
{
    [Fact]
    public void What_was_granted_used_up_makes_a_status_due_at_once()
    {
        var timer = new StatusTimer(new SeededRandom(1), 2);
        timer.Sent(0);
        timer.Heard(1, isToAll: false);
        timer.Heard(2, isToAll: true);
        timer.Heard(3, isToAll: true);
        Assert.False(timer.IsDue(3));
        timer.Heard(4, isToAll: false);
        Assert.True(timer.IsDue(4));
        timer.Sent(5);
        Assert.False(timer.IsDue(6));
        timer.Want();
        Assert.True(timer.IsDue(6));
    }

    [Fact]
    public void Silence_makes_it_due_after_pauses_that_grow_to_a_minute_and_shrink_when_something_comes()
    {
        var timer = new StatusTimer(new SeededRandom(2), 2);
        var pauses = new List<long>();
        var now = 0L;
        for (var i = 0; i < 8; i++)
        {
            timer.Sent(now);
            var from = now;
            while (!timer.IsDue(now))
            {
                now += 10;
            }

            pauses.Add(now - from);
        }

        Assert.All(pauses.Select((pause, i) => (pause, least: Math.Min(2000L << 2 * i, 64000))), item =>
            Assert.InRange(item.pause, item.least, 2 * item.least + 10));
        timer.Heard(now, isToAll: true);
        Assert.False(timer.IsDue(now + 1990));
        Assert.True(timer.IsDue(now + 4000));
    }

    [Fact]
    public void Two_hundred_nodes_that_miss_the_end_of_a_round_together_speak_apart()
    {
        var due = new List<int>();
        for (var node = 0; node < 200; node++)
        {
            var timer = new StatusTimer(new SeededRandom(node), 2);
            timer.Heard(0, isToAll: true);
            due.Add(Enumerable.Range(0, 500).First(tenth => timer.IsDue(10 * tenth)));
        }

        Assert.InRange(due.GroupBy(tenth => tenth / 10).Max(group => group.Count()), 1, 30);
    }

    private sealed class SeededRandom(int seed) : IRandom
    {
        private readonly Random _random = new(seed);

        public int Next(int limit) => _random.Next(limit);

        public void Fill(byte[] buffer) => _random.NextBytes(buffer);
    }
}
