using System;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.LocalOutput;
using Stethos.App.Provisioning;
using Stethos.App.Supervision;
using Stethos.App.Updates;
using Stethos.Hal;
using Stethos.Hal.Virtual.Board;
using Stethos.Protocol;
using Stethos.Update.Boot;

namespace Stethos.Boards.Virtual;

/// <summary>
/// The supervisor of one boot of a virtual board, with watchdog, memory, gauges, lamp and relay of its own. Deadlines are
/// shorter than on a device, whose chip computes a thousand times slower.
/// </summary>
internal sealed class VirtualSupervision
{
    private const int WatchdogMs = 5000;
    private const int CaptureDeadlineMs = 5000;
    private const uint MemoryBudgetBytes = 60_000;
    private const int SlowRateHz = 800;
    private readonly BoardOptions _options;
    private readonly VirtualWatchdog _watchdog;
    private readonly VirtualRestart _restart;
    private readonly SupervisorHal _hal;
    private Supervisor? _supervisor;

    public VirtualSupervision(BoardOptions options, IClock clock, IFileStore records, StartCauseCode cause)
    {
        _options = options;
        Measuring.PicturePeriodMs = options.Vision?.PeriodMs ?? 0;
        Measuring.LeavesOutCalm = options.IsEdgeGating;
        _watchdog = new VirtualWatchdog(clock);
        _restart = new VirtualRestart(cause);
        Lamp = new VirtualPin(clock);
        Relay = new VirtualPin(clock);
        Memory = new VirtualMemory((uint)options.Trouble.FreeHeapBytes);
        _hal = new SupervisorHal(records, _watchdog, _restart, Memory)
        {
            Lamp = Lamp,
            Relay = Relay
        };
    }

    /// <summary>Settings in force, once begun.</summary>
    public NodeSettings Settings { get; } = new();

    /// <summary>Of these, the ones that not all tiers have.</summary>
    public MeasuringSettings Measuring { get; } = new();

    /// <summary>The heap as the node sees it.</summary>
    public VirtualMemory Memory { get; }

    public VirtualPin Lamp { get; }

    private byte[]? Key => _options.File?.Key ?? _options.Key;

    public VirtualPin Relay { get; }

    /// <summary>What the lamp shows.</summary>
    public LedCode LampCode => _supervisor?.Lamp ?? LedCode.None;

    /// <summary>Why the boot is over; None while it is not.</summary>
    public StartCauseCode Ended => _watchdog.HasBitten ? StartCauseCode.Watchdog
        : _restart.IsWanted ? StartCauseCode.Software
        : StartCauseCode.None;

    /// <summary>Before the loops are made: settings, mode, last words.</summary>
    public void Begin(
        NodeConfiguration configuration, NodeState state, NodeClock clock, IRandom random, BootDecision decision)
    {
        if (_options.File is { } file)
        {
            Settings.CopyFrom(NodeFileReader.SettingsOf(file));
        }

        Settings.Name = configuration.Name;
        Settings.Machine = configuration.Machine;
        Settings.PeriodMs = configuration.PeriodMs;
        Settings.ShaftMilliHz = (int)Math.Round(configuration.ShaftHz * 1000);
        Settings.SlowRateHz = SlowRateHz;
        Settings.HealthPeriodSeconds = _options.HealthPeriodSeconds;
        Settings.BrokerPort = _options.File?.Port ?? _options.BrokerPort;
        Settings.Further = Measuring;
        var options = new SupervisorOptions
        {
            WatchdogMs = WatchdogMs,
            CaptureDeadlineMs = CaptureDeadlineMs,
            MemoryBudgetBytes = MemoryBudgetBytes
        };
        var words = NodeBoot.Begin(configuration, Settings, Key, state, _hal, options);
        UpdateStart.Apply(decision, words, state.Control);
        state.Control.Time = new GatewayTime(configuration.Device, Key, state.Boot, clock, random, state.Control.Errors);
        _supervisor = new Supervisor(state, clock, _hal, options, words);
    }

    /// <summary>What the board tells of itself, before the first step.</summary>
    public void Use(IBoardGauges? gauges) => _hal.Gauges = gauges;

    public void Step() => _supervisor!.Step();

    public void NoteCrash(LoopCode loop) => _supervisor!.NoteCrash(loop);
}
