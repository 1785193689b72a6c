using System.Linq;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Loading;
using Stethos.App.Vision;
using Stethos.Boards.Virtual;
using Stethos.Hal;

namespace Stethos.Boards.VirtualApplication;

/// <summary>What measures on a virtual board: vibration, and pictures where there is a camera.</summary>
internal sealed class Measuring : IApplication
{
    /// <summary>Samples of the analogue front end in a window: 0.64 s at 12,800 Hz.</summary>
    internal const int WindowLength = 8192;

    private const int EventGapMs = 10_000;
    private const int RowsPerTurn = 8;
    private CaptureLoop? _loop;
    private VisionNode? _pictures;

    /// <inheritdoc/>
    public ICapture[] Prepare(INode node)
    {
        var bench = ((VirtualNode)node).Bench;
        node.Gauges = Wiring.MakeGauges(bench);
        var captures = Wiring.MakeCaptures(bench, node.Settings.SlowRateHz);
        var outlet = new FrameOutlet(node.Configuration, node.State);
        _loop = new CaptureLoop(node.Configuration, captures, node.Clock, node.State, outlet)
        {
            Tachometer = Wiring.MakeTachometer(bench)
        };
        node.State.Gate = Wiring.MakeGate(bench, node, captures.Length);
        node.State.Gauges = [.. new object?[] { _loop.Tachometer, node.Gauges }.OfType<IDescribedPart>()];
        if (bench.HasCamera && node.Settings.Further is MeasuringSettings measuring)
        {
            _pictures = new VisionNode(
                node.Configuration,
                new VisionOptions { PeriodMs = measuring.PicturePeriodMs, EventGapMs = EventGapMs, RowsPerTurn = RowsPerTurn },
                Wiring.MakeVision(bench), captures.Length, node.Clock, new VisionWays(outlet, node.State));
            node.State.Extension = _pictures;
            _pictures.Prepare();
        }

        return captures;
    }

    /// <inheritdoc/>
    public void Step()
    {
        _loop?.Step();
        _pictures?.Step();
    }
}
