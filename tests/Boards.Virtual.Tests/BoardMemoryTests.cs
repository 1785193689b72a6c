using System;
using System.IO;
using System.Linq;
using System.Threading;

namespace Stethos.Boards.Virtual.Tests;

public sealed class BoardMemoryTests
{
    [Fact]
    public void The_peak_of_the_nodes_objects_follows_the_outbox()
    {
        int small = PeakWith(1024);
        int large = PeakWith(2048);

        // A slot in memory is 200 bytes and what is kept of each frame beside it.
        Assert.InRange(large - small, 1024 * 200, 1024 * 260);
    }

    private static int PeakWith(int outboxCapacity)
    {
        using CancellationTokenSource off = new();
        BoardOptions options = Fleet.Of(1).Boards().Single() with { OutboxCapacity = outboxCapacity };
        VirtualBoard board = new(options, off.Token);
        board.Memory.Sample();
        off.Cancel();
        board.Dispose();
        using StringWriter text = new();
        board.Memory.Write(text);

        Assert.Contains("Stethos.App.Outboxes.FrameRing", text.ToString(), StringComparison.Ordinal);
        return board.Memory.PeakBytes;
    }
}
