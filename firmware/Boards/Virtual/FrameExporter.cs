using System.Collections.Generic;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual;

/// <summary>Runs one board's capture loop on a clock advanced by hand and takes its frames out of the outbox.</summary>
internal sealed class FrameExporter(ExportJob job, byte[]? edgeModel = null, bool isEdgeGating = false)
{
    private const int TurnMs = 20;

    public IEnumerable<byte[]> Frames()
    {
        var recording = job.Recording.Length > 0 ? Recording.Load(job.Recording) : null;
        var options = new BoardOptions
        {
            Index = 0,
            Site = "export",
            Gateway = "export",
            BrokerPort = 0,
            PeriodMs = 700,
            Recording = recording,
            OutboxCapacity = 64,
            EdgeModel = edgeModel,
            HasSlowSensor = false,
            HasTachometer = false,
            HasBattery = false,
            Machine = new MachineParameters
            {
                ShaftHz = job.ShaftHz,
                Seed = job.Seed,
                NoiseDensityG = job.Noise,
                Fault = job.Fault,
                Severity = job.Severity
            }
        };
        var clock = new VirtualClock();
        var state = new NodeState(1, options.OutboxCapacity, 0);
        var settings = new NodeSettings { Further = new MeasuringSettings { LeavesOutCalm = isEdgeGating } };
        var application = ApplicationAssembly.Load(FactoryApplication.Image).Start();
        application.Prepare(new VirtualNode(
            VirtualBoard.Configure(options), settings, state, new NodeClock(clock), new VirtualBench(clock, options)));
        var frame = new byte[state.Outbox.SlotLength];
        var acknowledgement = new Protocol.Acknowledgement();
        for (var made = 0; made < job.Windows;)
        {
            application.Step();
            clock.Advance(TurnMs);
            var length = state.Outbox.Take(false, clock.UptimeMs, long.MaxValue, frame, out _);
            if (length > 0)
            {
                made++;
                acknowledgement.Cumulative = state.Outbox.LastSequence;
                state.Outbox.Acknowledge(acknowledgement);
                yield return frame[..length];
            }
        }
    }
}
