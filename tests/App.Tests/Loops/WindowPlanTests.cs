using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Loops;

public sealed class WindowPlanTests(ITestOutputHelper output)
{
    private const int PeriodMs = 5000;
    private const int Seed = 41;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_window_begins_less_than_a_turn_of_the_loop_late_and_never_drifts(bool takesTurns)
    {
        var node = new Node(takesTurns, [], 640, 1280);
        var longestTurnMs = node.Run(200);
        output.WriteLine($"seed {Seed}: {node.Loop.Plan.LongestLateMs} ms late at most, turns of up to {longestTurnMs} ms");
        Assert.InRange(node.Loop.Plan.LongestLateMs, 1, longestTurnMs);
        // Whoever follows another's window keeps the place of the latest it had to wait for.
        var spread = takesTurns ? 2 * longestTurnMs : longestTurnMs;
        foreach (var begun in node.Begun.Select(times => times.Skip(1).ToArray()))
        {
            Assert.All(begun, (at, i) => Assert.InRange(at - begun[0] - (long)i * PeriodMs, -spread, spread));
        }
    }

    [Fact]
    public void Taking_turns_one_window_at_a_time_is_under_way()
    {
        var node = new Node(true, [], 640, 1280, 300);
        node.Run(100);
        var windows = node.Windows.OrderBy(window => window.Begun).ToArray();
        Assert.All(windows.Zip(windows.Skip(1)), pair => Assert.True(pair.First.Ended <= pair.Second.Begun, $"{pair}"));
        Assert.Equal(3, windows.Select(window => window.Sensor).Distinct().Count());
    }

    [Fact]
    public void Not_taking_turns_windows_overlap()
    {
        var node = new Node(false, [], 640, 1280);
        node.Run(20);
        var windows = node.Windows.OrderBy(window => window.Begun).ToArray();
        Assert.Contains(windows.Zip(windows.Skip(1)), pair => pair.First.Ended > pair.Second.Begun);
    }

    [Theory]
    [InlineData(new int[0], new[] { 0, 1, 2 })]
    [InlineData(new[] { 2 }, new[] { 2, 0, 1 })]
    [InlineData(new[] { 1, 2, 0 }, new[] { 1, 2, 0 })]
    [InlineData(new[] { 7, -1, 1 }, new[] { 1, 0, 2 })]
    public void The_first_round_goes_in_the_configured_order(int[] order, int[] expected)
    {
        var node = new Node(true, order, 300, 300, 300);
        node.Run(6);
        Assert.Equal(expected, node.Windows.OrderBy(window => window.Begun).Take(3).Select(window => window.Sensor));
    }

    [Fact]
    public void Windows_that_take_longer_than_the_period_share_the_time()
    {
        var node = new Node(true, [], 4000, 4000);
        node.Run(40);
        Assert.InRange(node.Begun[0].Count - node.Begun[1].Count, -1, 1);
    }

    [Fact]
    public void A_part_that_does_not_start_holds_nobody_up()
    {
        var node = new Node(true, [], 640, 640);
        node.Captures[0].StartResult = BusStatusCode.BusFault;
        node.Run(10);
        Assert.Empty(node.Begun[0]);
        Assert.True(node.Begun[1].Count >= 9);
        Assert.True(node.State.Counters[NodeCounters.BusFaults] >= 9);
    }

    private sealed class Node
    {
        private readonly VirtualClock _clock = new();
        private readonly Random _random = new(Seed);

        public Node(bool takesTurns, int[] order, params int[] windowsMs)
        {
            Captures = [.. windowsMs.Select(ms => new FakeCapture(_clock, ms))];
            Begun = [.. windowsMs.Select(_ => new List<long>())];
            var configuration = new NodeConfiguration { PeriodMs = PeriodMs, TakesTurns = takesTurns, SensorOrder = order };
            State = new NodeState(1, 64, 0);
            Loop = new CaptureLoop(configuration, Captures, new NodeClock(_clock), State);
        }

        public FakeCapture[] Captures { get; }

        public NodeState State { get; }

        public CaptureLoop Loop { get; }

        public List<long>[] Begun { get; }

        public List<(int Sensor, long Begun, long Ended)> Windows { get; } = [];

        /// <summary>Turns of 5 to 50 ms; returns the longest.</summary>
        public long Run(int periods)
        {
            var longest = 0L;
            while (_clock.UptimeMs < (long)periods * PeriodMs)
            {
                var turn = _random.Next(5, 51);
                longest = long.Max(longest, turn);
                _clock.Advance(turn);
                var wasRunning = Captures.Select((_, i) => Loop.Plan.IsRunning(i)).ToArray();
                Loop.Step();
                for (var i = 0; i < Captures.Length; i++)
                {
                    Note(i, wasRunning[i]);
                }
            }

            return longest;
        }

        private void Note(int sensor, bool wasRunning)
        {
            if (!wasRunning && Loop.Plan.IsRunning(sensor))
            {
                Begun[sensor].Add(_clock.UptimeMs);
            }
            else if (wasRunning && !Loop.Plan.IsRunning(sensor))
            {
                Windows.Add((sensor, Begun[sensor][^1], _clock.UptimeMs));
            }
        }
    }
}
