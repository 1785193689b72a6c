using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Stethos.App;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Boards.Virtual.Tests;

public sealed class VirtualBoardTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Without_a_broker_frames_wait_in_the_outbox()
    {
        using var off = new CancellationTokenSource();
        var board = new VirtualBoard(Fleet.Of(1).Boards().Single(), off.Token);
        Until.True(() => board.State.Outbox.Depth >= 3, Patience, "3 frames");
        board.StopCapture();
        off.Cancel();
        board.Dispose();

        Assert.Equal(1u, board.State.Outbox.Oldest);
        Assert.Equal(board.State.Outbox.LastSequence, (uint)board.State.Outbox.Depth);
    }

    [Fact]
    public void A_board_with_a_camera_makes_frames_of_pictures_among_those_of_vibration()
    {
        using var off = new CancellationTokenSource();
        var fleet = Fleet.Of(1) with { Vision = new FleetVision { Nodes = 1, PeriodMs = 100 } };
        var board = new VirtualBoard(fleet.Boards().Single(), off.Token);
        Until.True(() => board.State.Outbox.Depth >= 20, Patience, "20 frames");
        board.StopCapture();
        off.Cancel();
        board.Dispose();

        var frame = new byte[Outbox.MaxSlotLength];
        var kinds = new List<byte>();
        while (board.State.Outbox.Take(false, 0, 1, frame, out _) is var length && length > 0 && kinds.Count < 20)
        {
            kinds.Add(frame[4]);
        }

        Assert.Contains((byte)MessageKindCode.Features, kinds);
        Assert.Contains((byte)MessageKindCode.VisionFeatures, kinds);
        Assert.Equal(2, board.State.Extension!.Sensors);
    }

    [Fact]
    public void A_board_without_a_broker_is_switched_off_at_once()
    {
        using var off = new CancellationTokenSource();
        var board = new VirtualBoard(Fleet.Of(1).Boards().Single(), off.Token);
        Until.True(() => board.State.Outbox.Depth >= 1, Patience, "a frame, long after the first attempt to connect");
        var start = TimeProvider.System.GetTimestamp();
        off.Cancel();
        board.Dispose();

        Assert.InRange(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0, 2);
    }

    [Fact]
    public void A_board_with_flash_counts_its_starts()
    {
        using var folder = new TemporaryFolder();
        var boots = Enumerable.Range(0, 3).Select(_ =>
        {
            using var off = new CancellationTokenSource();
            using var board = new VirtualBoard((Fleet.Of(1) with { FlashFolder = folder.Path }).Boards().Single(), off.Token);
            off.Cancel();
            return board.State.Boot;
        }).ToArray();

        Assert.Equal([boots[0], boots[0] + 1, boots[0] + 2], boots);
    }

    [Fact]
    public void A_board_without_flash_never_starts_under_a_number_it_had()
    {
        var boots = Enumerable.Range(0, 5).Select(_ =>
        {
            using var off = new CancellationTokenSource();
            using var board = new VirtualBoard(Fleet.Of(1).Boards().Single(), off.Token);
            off.Cancel();
            return board.State.Boot;
        });

        Assert.Equal(5, boots.Distinct().Count());
    }

    [Fact]
    public void A_board_with_flash_still_holds_its_frames_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        var options = (Fleet.Of(1) with { FlashFolder = folder.Path }).Boards().Single();
        var made = 0u;
        using (var off = new CancellationTokenSource())
        {
            var board = new VirtualBoard(options, off.Token);
            Until.True(() => board.State.Outbox.Depth >= 3, Patience, "3 frames");
            off.Cancel();
            board.Dispose();
            made = board.State.Outbox.LastSequence;
            Assert.Equal(made, board.State.Outbox.StoredThrough);
        }

        using var offAgain = new CancellationTokenSource();
        using var again = new VirtualBoard(options, offAgain.Token);
        offAgain.Cancel();
        Assert.InRange(again.State.Outbox.Depth, (int)made, int.MaxValue);
    }
}
