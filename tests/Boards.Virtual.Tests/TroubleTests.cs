using System;
using System.IO;
using System.Linq;
using System.Threading;
using Stethos.App.LocalOutput;
using Stethos.Boards.VirtualApplication;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Boards.Virtual.Tests;

public sealed class TroubleTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_part_with_a_wrong_id_is_counted_and_the_other_sensor_goes_on()
    {
        Run(Troubled("wrong-id:adxl345"), board =>
        {
            Until.True(() => board.State.Control.Errors.Of(NodeErrorCode.PartWrongId) > 1, Patience, "the wrong id is counted");
            var frames = board.State.Outbox.LastSequence;
            Until.True(() => board.State.Outbox.LastSequence > frames + 2, Patience, "frames of the other sensor");
            Assert.True(board.State.Control.IsSensorFaulty);
            Assert.Equal(0u, board.State.Control.Errors.Of(NodeErrorCode.PartFault));
        });
    }

    [Theory]
    [InlineData("wrong-id:arducam-ov2640", NodeErrorCode.PartWrongId)]
    [InlineData("wrong-id:mlx90640", NodeErrorCode.PartWrongId)]
    [InlineData("silent:arducam-ov2640", NodeErrorCode.PartFault)]
    [InlineData("silent:mlx90640", NodeErrorCode.PartFault)]
    [InlineData("silent:adxl345", NodeErrorCode.PartFault)]
    [InlineData("silent:adxl1002", NodeErrorCode.PartFault)]
    public void A_part_that_is_another_or_silent_is_counted_and_the_others_go_on(string trouble, NodeErrorCode error)
    {
        var fleet = Troubled(trouble) with { Vision = new FleetVision { Nodes = 1, PeriodMs = 100 } };
        Run(fleet, board =>
        {
            Until.True(() => board.State.Control.Errors.Of(error) > 1, Patience, "the fault is counted");
            var frames = board.State.Outbox.LastSequence;
            Until.True(() => board.State.Outbox.LastSequence > frames + 2, Patience, "frames of the others");
            Assert.True(board.State.Control.IsSensorFaulty);
        });
    }

    [Fact]
    public void A_tachometer_that_does_not_start_is_counted_and_windows_go_on()
    {
        Run(Troubled("silent:tachometer"), board =>
        {
            Assert.Equal(1u, board.State.Control.Errors.Of(NodeErrorCode.PartFault));
            Until.True(() => board.State.Outbox.LastSequence > 2, Patience, "frames");
        });
    }

    [Theory]
    [InlineData("wrong-id:max17048")]
    [InlineData("silent:max17048")]
    public void A_battery_gauge_that_is_another_or_silent_is_counted_with_each_health_frame(string trouble)
    {
        Run(Troubled(trouble) with { HealthPeriodSeconds = 5 }, board =>
        {
            Until.True(() => board.State.Control.Errors.Of(NodeErrorCode.GaugeFault) > 0, Patience, "the fault is counted");
            Assert.False(board.State.Control.IsSensorFaulty);
        });
    }

    [Fact]
    public void Each_board_of_a_fleet_can_have_a_trouble_of_its_own()
    {
        var command = new System.CommandLine.Command("run");
        var options = new TroubleOptions();
        options.AddTo(command);
        var fleet = options.Into(
            command.Parse("--trouble-node 2 --trouble files-full --trouble 3:silent:adxl345 --trouble 3:clock-jump"), Fleet.Of(3));
        var boards = fleet.Boards().Select(board => board.Trouble).ToArray();
        Assert.Equal([false, true, false], boards.Select(trouble => trouble.IsFileStoreFull));
        Assert.Equal([false, false, true], boards.Select(trouble => trouble.IsSilent("adxl345") && trouble.HasJumpingClock));
    }

    [Fact]
    public void A_full_file_store_is_counted_and_windows_go_on()
    {
        Run(Troubled("files-full") with { FlashFolder = _folder.Of("flash") }, board =>
        {
            Until.True(() => board.State.Control.Errors.Of(NodeErrorCode.FileStoreFull) > 0, Patience, "the full store is counted");
            Until.True(() => board.State.Outbox.LastSequence > 5, Patience, "frames");
        });
    }

    [Fact]
    public void A_corrupt_file_store_is_counted_and_windows_go_on()
    {
        var flash = _folder.Of("flash");
        Run(Fleet.Of(1) with { FlashFolder = flash }, board =>
            Until.True(() => board.State.Outbox.LastSequence > 5, Patience, "frames of a sound board"));
        Run(Troubled("files-corrupt") with { FlashFolder = flash }, board =>
        {
            Until.True(() => board.State.Control.Errors.Of(NodeErrorCode.RecordCorrupt) > 0, Patience, "the damage is counted");
            Until.True(() => board.State.Outbox.LastSequence > 5, Patience, "frames");
        });
    }

    [Fact]
    public void A_board_without_settings_blinks_and_says_what_to_do()
    {
        using var off = new CancellationTokenSource();
        var said = "";
        var board = new UnflashedBoard(2, new SystemClock(TimeProvider.System, CancellationToken.None), off.Token, line => said = line);
        Until.True(() => board.Lamp.Edges.Count >= 2, Patience, "the lamp blinks");
        off.Cancel();
        board.Dispose();

        Assert.StartsWith($"5354000000000003 lamp={LedCode.NoConfiguration}: ", said, StringComparison.Ordinal);
        Assert.Contains("stethos node-config", said, StringComparison.Ordinal);
    }

    [Fact]
    public void An_unknown_trouble_is_refused_with_those_there_are()
    {
        var wrong = Assert.Throws<ArgumentException>(() => TroubleOptions.Named(new BoardTrouble(), ["wrong-id:screw"]));
        Assert.StartsWith("--trouble wrong-id:screw: wrong-id:PART (adxl345, ", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_of_flash_belongs_to_one_at_a_time()
    {
        var flash = _folder.Of("flash");
        using (FlashLock.Take(flash))
        {
            var refused = Assert.Throws<IOException>(() => FlashLock.Take(flash));
            Assert.StartsWith($"--flash {flash}: other virtual boards run in this folder", refused.Message, StringComparison.Ordinal);
        }

        FlashLock.Take(flash).Dispose();
        FlashLock.Take(null).Dispose();
    }

    [Fact]
    public void The_tachometer_measures_the_shaft_and_the_gauge_the_battery()
    {
        var options = Fleet.Of(1).Boards().Single();
        var clock = new VirtualClock();
        var tachometer = Wiring.MakeTachometer(new VirtualBench(clock, options));
        Assert.Equal(BusStatusCode.Ok, tachometer!.Start());
        for (var turn = 0; turn < 200; turn++)
        {
            clock.Advance(15);
            tachometer!.Poll();
        }

        Assert.True(tachometer!.TryGetMilliHz(out var milliHz));
        Assert.Equal(1000 * options.Machine.ShaftHz, milliHz, tolerance: 2.0);
        Assert.Null(Wiring.MakeTachometer(new VirtualBench(clock, options with { HasTachometer = false })));

        Assert.True(Wiring.MakeGauges(new VirtualBench(clock, options)).TryGetBattery(out var milliVolts, out var percent));
        Assert.Equal((4137, 93), (milliVolts, percent));
        Assert.False(Wiring.MakeGauges(new VirtualBench(clock, options with { HasBattery = false })).TryGetBattery(out _, out _));
        var other = options with { Trouble = TroubleOptions.Named(new BoardTrouble(), ["wrong-id:max17048"]) };
        Assert.False(Wiring.MakeGauges(new VirtualBench(clock, other)).TryGetBattery(out _, out _));
    }

    private static FleetOptions Troubled(string trouble) =>
        Fleet.Of(1) with { Trouble = TroubleOptions.Named(new BoardTrouble(), [trouble]) };

    private static void Run(FleetOptions fleet, Action<VirtualBoard> check)
    {
        using var off = new CancellationTokenSource();
        var board = new VirtualBoard(fleet.Boards().Single(), off.Token);
        try
        {
            check(board);
        }
        finally
        {
            board.StopCapture();
            off.Cancel();
            board.Dispose();
        }
    }
}
