using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.App.Edge;
using Stethos.Edge;
using Stethos.Hal;
using Stethos.Protocol;
using Stethos.Testing.Edge;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Edge;

/// <summary>The gate with the sample model: what it sends, counts, offers and alarms.</summary>
public sealed class EdgeGateTests(ITestOutputHelper output)
{
    private static readonly byte[] Calm = CodesOf("normal");
    private static readonly byte[] Faulty = CodesOf("outer");
    private readonly EdgeScorer _scorer = Loaded();
    private readonly NodeState _state = new(1, 16, 64);
    private readonly byte[] _buffer = new byte[FeatureFrame.MaxLength];
    private readonly EdgeVerdict _verdict = new();
    private readonly MessageReader _reader = new();
    private EdgeGate? _gate;

    [Fact]
    public void Without_gating_every_window_is_sent_with_its_verdict()
    {
        Make(new EdgeOptions());
        for (var i = 0; i < 100; i++)
        {
            Assert.True(Judge(Calm));
            Assert.Equal((_scorer.Name, 0, 4), (_verdict.Model, _verdict.Suppressed, _verdict.OutputCount));
        }

        Assert.Equal(0, _gate!.SuppressedWindows);
    }

    [Fact]
    public void Long_calm_is_told_by_every_tenth_window_and_the_frame_counts_the_nine()
    {
        Make(new EdgeOptions { IsGating = true, CalmWindows = 40, HeartbeatWindows = 10 });
        var sent = Enumerable.Range(0, 240).Where(_ => Judge(Calm)).ToArray();
        Assert.Equal(Enumerable.Range(0, 39).Concat(Enumerable.Range(1, 20).Select(n => 38 + 10 * n)), sent);
        Assert.Equal(9, _verdict.Suppressed);
    }

    [Fact]
    public void A_change_is_sent_at_once_and_so_is_everything_until_it_has_been_calm_for_long()
    {
        Make(new EdgeOptions { IsGating = true, CalmWindows = 5, HeartbeatWindows = 100 });
        Repeat(20, Calm);
        Assert.True(Judge(Faulty));
        Assert.Equal(16, _verdict.Suppressed);
        Assert.Equal(30, Repeat(30, Faulty));
        Assert.Equal(4, Repeat(20, Calm));
    }

    [Fact]
    public void A_window_that_cannot_be_scored_or_whose_quality_changed_is_always_sent()
    {
        Make(new EdgeOptions { IsGating = true, CalmWindows = 1, HeartbeatWindows = 100 });
        Repeat(20, Calm);
        Assert.True(Judge(Calm, QualityFlags.Clipped));
        Assert.Equal(0, _verdict.OutputCount);
        Assert.True(Judge(Calm, QualityFlags.ClockUnsure));
        Assert.False(Judge(Calm, QualityFlags.ClockUnsure));
        Assert.True(Judge(Calm));
    }

    [Fact]
    public void Whatever_comes_windows_are_sent_or_counted_and_none_that_speaks_of_a_fault_is_left_out()
    {
        var random = new Random(21);
        var codes = SampleEdgeModel.Windows.Select(window => window.Codes).ToArray();
        Make(new EdgeOptions { IsGating = true, CalmWindows = 2, HeartbeatWindows = 7 });
        var counted = 0;
        var inARow = 0;
        for (var i = 0; i < 20_000; i++)
        {
            var window = (byte[])(random.Next(8) == 0 ? codes[random.Next(codes.Length)] : Calm).Clone();
            window[random.Next(15)] ^= (byte)random.Next(16);
            if (Judge(window))
            {
                counted += 1 + _verdict.Suppressed;
                inARow = 0;
                continue;
            }

            inARow++;
            Assert.True(inARow < 7, $"seed 21, window {i}: {inARow} left out in a row");
            var own = new EdgeVerdict();
            _scorer.Score(WindowFrame.Of(window), own);
            Assert.True(EdgeScorer.FaultOf(own) < 51, $"seed 21, window {i}");
        }

        output.WriteLine($"seed 21: {_gate!.SuppressedWindows} of 20000 windows left out");
        Assert.Equal(20_000 - inARow, counted);
        Assert.InRange(_gate.SuppressedWindows, 1000, 19_000);
    }

    [Fact]
    public void A_fault_that_begins_offers_its_own_window_as_a_burst_once()
    {
        Make(new EdgeOptions { CalmWindows = 3 });
        Repeat(5, Calm);
        Assert.False(_state.Burst.IsWanted(0));
        Judge(Faulty);
        Assert.True(_state.Burst.IsWanted(0));
        Assert.Equal(EdgeGate.OwnBurst, _state.Burst.Id);
        _state.Burst.Want(77, 0, 0);
        Repeat(2, Faulty);
        Repeat(2, Calm);
        Repeat(2, Faulty);
        Assert.Equal(77u, _state.Burst.Id);
        Repeat(5, Calm);
        Judge(Faulty);
        Assert.Equal(EdgeGate.OwnBurst, _state.Burst.Id);
    }

    [Fact]
    public void Five_faulty_windows_of_eight_alarm_only_while_the_gateway_cannot_be_told()
    {
        Make(new EdgeOptions());
        _state.Control.LinkStatus = LinkStatusCode.Ok;
        _state.Control.NoteAnswer(0);
        Repeat(4, Faulty);
        _state.Control.LinkStatus = LinkStatusCode.Unreachable;
        Assert.False(_gate!.IsAlarmed(1000));
        Judge(Faulty);
        Assert.True(_gate.IsAlarmed(1000));
        _state.Control.LinkStatus = LinkStatusCode.Ok;
        Assert.False(_gate.IsAlarmed(60_000));
        Assert.True(_gate.IsAlarmed(60_001));
        _state.Control.NoteAnswer(60_001);
        Assert.False(_gate.IsAlarmed(60_002));
    }

    [Fact]
    public void The_alarm_ends_when_hardly_a_window_of_the_last_eight_is_faulty()
    {
        Make(new EdgeOptions());
        _state.Control.LinkStatus = LinkStatusCode.Unreachable;
        Repeat(8, Faulty);
        Repeat(6, Calm);
        Assert.True(_gate!.IsAlarmed(0));
        Judge(Calm);
        Assert.False(_gate.IsAlarmed(0));
    }

    [Fact]
    public void Judging_allocates_nothing()
    {
        Make(new EdgeOptions { IsGating = true });
        var bytes = WindowFrame.Bytes(WindowFrame.Of(Calm));
        bytes.CopyTo(_buffer, 0);
        _gate!.Judge(0, _buffer, bytes.Length, 0);
        bytes.CopyTo(_buffer, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        _gate.Judge(0, _buffer, bytes.Length, 0);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void Options_out_of_range_and_a_scorer_without_model_are_programming_errors()
    {
        Assert.Throws<ArgumentException>(() => new EdgeGate(new EdgeScorer(), new EdgeOptions(), _state, 1));
        foreach (var options in new List<EdgeOptions>
        {
            new() { HeartbeatWindows = 257 }, new() { LookBackWindows = 33 }, new() { AlarmWindows = 9 }, new() { ClearWindows = 5 },
            new() { CalmWindows = 0 }, new() { CalmCode = 205 }, new() { SilenceMs = 10 }
        })
        {
            Assert.Throws<ArgumentException>(() => new EdgeGate(_scorer, options, _state, 1));
        }
    }

    private void Make(EdgeOptions options) => _gate = new EdgeGate(_scorer, options, _state, 1);

    // How many of so many windows were sent.
    private int Repeat(int count, byte[] codes) => Enumerable.Range(0, count).Count(_ => Judge(codes));

    // Whether the window was sent; its verdict is read from the bytes.
    private bool Judge(byte[] codes, int quality = 0)
    {
        var frame = WindowFrame.Of(codes);
        frame.Quality = quality;
        var bytes = WindowFrame.Bytes(frame);
        bytes.CopyTo(_buffer, 0);
        var length = _gate!.Judge(0, _buffer, bytes.Length, 0);
        Assert.True(length == 0 || _verdict.Read(_buffer, 0, length, _reader));
        return length > 0;
    }

    private static EdgeScorer Loaded()
    {
        var scorer = new EdgeScorer();
        var blob = SampleEdgeModel.Blob();
        Assert.Equal(EdgeModelCode.None, scorer.Load(blob, 0, blob.Length, 4096));
        return scorer;
    }

    private static byte[] CodesOf(string label) => SampleEdgeModel.Windows
        .Where(window => window.Label == label)
        .OrderBy(window => label == "normal" ? -window.Outputs[0] : window.Outputs[0])
        .First().Codes;
}
