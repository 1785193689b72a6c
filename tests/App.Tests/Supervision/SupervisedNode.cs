using System;
using Stethos.App.Configuration;
using Stethos.App.Supervision;
using Stethos.App.Tests.Loops;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Supervision;

/// <summary>One boot of a node with supervisor, on a file store that outlives it, without threads.</summary>
internal sealed class SupervisedNode
{
    public const int StepMs = 100;
    private readonly CaptureLoop? _capture;
    private readonly byte[] _frame = new byte[256];
    private readonly MessageReader _reader = new();

    public SupervisedNode(
        IFileStore files, uint boot, StartCauseCode cause = StartCauseCode.PowerOn, byte[]? key = null,
        Action<SupervisorOptions>? adjust = null, uint freeBytes = 100_000, IFurtherSettings? further = null)
    {
        Restart = new VirtualRestart(cause);
        Watchdog = new VirtualWatchdog(Clock);
        Memory = new VirtualMemory(freeBytes);
        Lamp = new VirtualPin(Clock);
        Relay = new VirtualPin(Clock);
        var hal = new SupervisorHal(files, Watchdog, Restart, Memory)
        {
            Gauges = new VirtualGauges(Clock, 0),
            Lamp = Lamp,
            Relay = Relay
        };
        Configuration = new NodeConfiguration { Site = "plant", Gateway = "gw", Device = [0, 1, 2, 3, 4, 5, 6, 7] };
        var options = new SupervisorOptions { MemoryBudgetBytes = 60_000 };
        adjust?.Invoke(options);
        State = new NodeState(boot, 64, 0);
        var clock = new NodeClock(Clock);
        Settings = new NodeSettings { Name = "pump", Further = further };
        var words = NodeBoot.Begin(Configuration, Settings, key, State, hal, options);
        Supervisor = new Supervisor(State, clock, hal, options, words);
        Capture = new FakeCapture(Clock, 50);
        _capture = new CaptureLoop(Configuration, StartCheck.Captures(State.Control.Mode) ? [Capture] : [], clock, State);
    }

    public VirtualClock Clock { get; } = new();

    public VirtualRestart Restart { get; }

    public VirtualWatchdog Watchdog { get; }

    public VirtualMemory Memory { get; }

    public VirtualPin Lamp { get; }

    public VirtualPin Relay { get; }

    public NodeConfiguration Configuration { get; }

    public NodeSettings Settings { get; }

    public NodeState State { get; }

    public NodeControl Control => State.Control;

    public Supervisor Supervisor { get; }

    public FakeCapture Capture { get; }

    /// <summary>Runs both loops and the supervisor; a loop that hangs does not come round.</summary>
    public void Run(int seconds, bool captureHangs = false, bool linkHangs = false)
    {
        var end = Clock.UptimeMs + 1000L * seconds;
        while (Clock.UptimeMs < end && !Restart.IsWanted && !Watchdog.HasBitten)
        {
            Clock.Advance(StepMs);
            if (!captureHangs)
            {
                _capture!.Step();
            }

            if (!linkHangs)
            {
                Control.Beats.Beat(LoopCode.Link, Clock.UptimeMs);
            }

            Supervisor.Step();
        }
    }

    /// <summary>The next frame of a kind that the node made, read by <paramref name="read"/>; false when there is none.</summary>
    public bool Next(MessageKindCode kind, Func<byte[], int, int, MessageReader, FrameErrorCode> read)
    {
        for (var i = 0; i < 5000; i++)
        {
            var length = State.Outbox.Take(false, Clock.UptimeMs, long.MaxValue, _frame, out _);
            if (length == 0)
            {
                return false;
            }

            if (_reader.PeekKind(_frame, 0, length) == kind)
            {
                Assert.Equal(FrameErrorCode.None, read(_frame, 0, length, _reader));
                return true;
            }
        }

        return false;
    }

    public LastWordsMessage TakeLastWords()
    {
        _capture!.Step();
        var words = new LastWordsMessage();
        Assert.True(Next(MessageKindCode.LastWords, words.Read));
        return words;
    }

    public ConfigurationResultMessage TakeResult()
    {
        for (var i = 0; i < 4; i++)
        {
            _capture!.Step();
        }

        var result = new ConfigurationResultMessage();
        Assert.True(Next(MessageKindCode.ConfigurationResult, result.Read));
        return result;
    }
}
