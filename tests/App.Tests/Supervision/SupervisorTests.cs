using System.Linq;
using Stethos.App.LocalOutput;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;

namespace Stethos.App.Tests.Supervision;

/// <summary>The node never hangs silently: hangs and crashes end in a restart, and the next boot says why.</summary>
public sealed class SupervisorTests
{
    private readonly MemoryFileStore _files = new(64 * 1024);

    [Fact]
    public void A_hung_capture_loop_leads_to_the_watchdog_and_to_last_words_that_name_it()
    {
        var node = new SupervisedNode(_files, 7);
        node.Run(30);
        node.Memory.FreeBytes = 41_000;
        Assert.False(node.Watchdog.HasBitten);
        node.Run(120, captureHangs: true);
        Assert.True(node.Watchdog.HasBitten);
        Assert.False(node.Relay.IsHigh);
        Assert.InRange(node.Clock.UptimeMs, 30_000 + 20_000 + 29_000, 30_000 + 20_000 + 32_000);

        var words = new SupervisedNode(_files, 8, StartCauseCode.Watchdog).TakeLastWords();
        Assert.Equal((7u, ResetCauseCode.Watchdog, LoopCode.Capture), (words.EndedBoot, words.Cause, words.Loop));
        Assert.Equal((NodeErrorCode.LoopHung, 1, 41_000u), (words.Error, words.Crashes, words.LowWaterBytes));
        Assert.InRange(words.UptimeSeconds, 50u, 51u);
    }

    [Fact]
    public void A_hung_link_loop_is_named_too()
    {
        new SupervisedNode(_files, 1).Run(300, linkHangs: false);
        var node = new SupervisedNode(_files, 2);
        node.Run(1);
        node.Run(200, linkHangs: true);
        Assert.True(node.Watchdog.HasBitten);
        Assert.Equal(LoopCode.Link, new SupervisedNode(_files, 3, StartCauseCode.Watchdog).TakeLastWords().Loop);
    }

    [Fact]
    public void A_watchdog_that_has_bitten_is_not_calmed_by_food_that_comes_too_late()
    {
        var node = new SupervisedNode(_files, 1);
        node.Run(5);
        node.Clock.Advance(31_000);
        node.Watchdog.Feed();
        Assert.True(node.Watchdog.HasBitten);
    }

    [Fact]
    public void A_hung_supervisor_does_not_feed_the_watchdog_either()
    {
        var node = new SupervisedNode(_files, 1);
        node.Run(5);
        node.Clock.Advance(31_000);
        Assert.True(node.Watchdog.HasBitten);
        var words = new SupervisedNode(_files, 2, StartCauseCode.Watchdog).TakeLastWords();
        Assert.Equal((ResetCauseCode.Watchdog, LoopCode.None), (words.Cause, words.Loop));
    }

    [Theory]
    [InlineData(LoopCode.Supervisor, LoopCode.Supervisor)]
    [InlineData(LoopCode.Storage, LoopCode.Storage)]
    public void What_the_supervisor_s_thread_hangs_in_is_told_by_another(LoopCode inside, LoopCode told)
    {
        var node = new SupervisedNode(_files, 1);
        node.Run(5);
        node.Supervisor.Inside = inside;
        node.Supervisor.NoteHang();
        Assert.True(node.Restart.IsWanted);
        var words = new SupervisedNode(_files, 2, StartCauseCode.Software).TakeLastWords();
        Assert.Equal(
            (ResetCauseCode.Watchdog, NodeErrorCode.LoopHung, told, 1), (words.Cause, words.Error, words.Loop, words.Crashes));
    }

    [Fact]
    public void A_crash_restarts_the_node_at_once_and_is_told()
    {
        var node = new SupervisedNode(_files, 4);
        node.Run(3);
        node.Supervisor.NoteCrash(LoopCode.Link);
        Assert.True(node.Restart.IsWanted);
        var words = new SupervisedNode(_files, 5, StartCauseCode.Software).TakeLastWords();
        Assert.Equal(
            (ResetCauseCode.Crash, NodeErrorCode.LoopCrashed, LoopCode.Link, 1),
            (words.Cause, words.Error, words.Loop, words.Crashes));
    }

    [Fact]
    public void Three_bad_ends_in_a_row_lead_to_safe_mode_which_runs_no_capture_and_stays_until_it_is_configured()
    {
        for (uint boot = 1; boot <= 3; boot++)
        {
            var node = new SupervisedNode(_files, boot, StartCauseCode.Software);
            Assert.Equal(NodeModeCode.Normal, node.Control.Mode);
            node.Run(2);
            node.Supervisor.NoteCrash(LoopCode.Capture);
        }

        var safe = new SupervisedNode(_files, 4, StartCauseCode.Software);
        Assert.Equal(NodeModeCode.Safe, safe.Control.Mode);
        safe.Run(3600);
        Assert.Equal((0, LedCode.SafeMode, false), (safe.Capture.Windows, safe.Supervisor.Lamp, safe.Relay.IsHigh));
        Assert.Equal(NodeModeCode.Safe, new SupervisedNode(_files, 5).Control.Mode);
    }

    [Fact]
    public void A_healthy_period_forgives_earlier_crashes()
    {
        for (uint boot = 1; boot <= 2; boot++)
        {
            var node = new SupervisedNode(_files, boot, StartCauseCode.Software);
            node.Run(2);
            node.Supervisor.NoteCrash(LoopCode.Capture);
        }

        var healthy = new SupervisedNode(_files, 3, StartCauseCode.Software);
        healthy.Run(601);
        healthy.Supervisor.NoteCrash(LoopCode.Capture);
        var next = new SupervisedNode(_files, 4, StartCauseCode.Software);
        Assert.Equal(NodeModeCode.Normal, next.Control.Mode);
        Assert.Equal(1, next.TakeLastWords().Crashes);
    }

    [Fact]
    public void Losing_power_is_told_as_what_it_was()
    {
        new SupervisedNode(_files, 1).Run(700);
        var words = new SupervisedNode(_files, 2, StartCauseCode.Brownout).TakeLastWords();
        Assert.Equal((1u, ResetCauseCode.Brownout, 0), (words.EndedBoot, words.Cause, words.Crashes));
        Assert.InRange(words.UptimeSeconds, 599u, 700u);
    }

    [Fact]
    public void A_node_whose_memory_budget_is_not_met_runs_link_and_configuration_only()
    {
        var node = new SupervisedNode(_files, 1, freeBytes: 59_999);
        node.Run(20);
        Assert.Equal(NodeModeCode.MemoryShort, node.Control.Mode);
        Assert.Equal((1u, 0), (node.Control.Errors.Of(NodeErrorCode.MemoryShort), node.Capture.Windows));
        Assert.False(node.Relay.IsHigh);
    }

    [Fact]
    public void Health_comes_each_minute_with_the_errors_that_changed()
    {
        var node = new SupervisedNode(_files, 1);
        node.Run(30);
        node.Control.Errors.Count(NodeErrorCode.PartFault);
        node.Control.Errors.Count(NodeErrorCode.PartFault);
        node.Run(31);
        var health = new HealthMessage();
        Assert.True(node.Next(MessageKindCode.Health, health.Read));
        Assert.Equal((60u, 100_000u), (health.UptimeSeconds, health.FreeBytes));
        Assert.Equal([(NodeErrorCode.PartFault, 2u)], health.ErrorCodes.Zip(health.ErrorCounts).Take(health.ErrorCount));
        Assert.True(health is { HasRadio: true, HasTemperature: true, HasBattery: true, HasInference: false });
        Assert.InRange(health.LongestLoopMs, 100, 200);
        Assert.InRange(health.HoursTenths, 0, 2);
        node.Run(60);
        Assert.True(node.Next(MessageKindCode.Health, health.Read));
        Assert.Equal(120u, health.UptimeSeconds);

        // Nobody takes its frames, so that by now the outbox has dropped some; nothing else changed.
        Assert.All(health.ErrorCodes.Take(health.ErrorCount), error => Assert.Equal(NodeErrorCode.OutboxOverrun, error));
        Assert.True(node.Control.Errors.Of(NodeErrorCode.OutboxOverrun) > 0);
    }

    [Fact]
    public void A_full_file_store_is_counted_and_stops_nothing()
    {
        var full = new MemoryFileStore(40);
        var node = new SupervisedNode(full, 1);
        node.Run(61);
        Assert.False(node.Watchdog.HasBitten);
        Assert.True(node.Control.Errors.Of(NodeErrorCode.FileStoreFull) > 0);
        Assert.True(node.State.Counters[NodeCounters.FramesMade] > 0);
        var health = new HealthMessage();
        Assert.True(node.Next(MessageKindCode.Health, health.Read));
        Assert.Contains(NodeErrorCode.FileStoreFull, health.ErrorCodes.Take(health.ErrorCount));
    }

    [Fact]
    public void A_corrupt_file_store_is_counted_and_the_node_starts()
    {
        var store = new PowerCutFileStore(3);
        new SupervisedNode(store, 1).Run(2);
        new SupervisedNode(store, 2).Run(2);
        foreach (var name in store.Names)
        {
            store.Rot(name, 77);
        }

        var node = new SupervisedNode(store, 3);
        Assert.Equal(1u, node.Control.Errors.Of(NodeErrorCode.RecordCorrupt));
        Assert.Equal((0u, ResetCauseCode.PowerOn), (node.TakeLastWords().EndedBoot, ResetCauseCode.PowerOn));
        node.Run(5);
        Assert.True(node.Capture.Windows > 0);
    }

    [Fact]
    public void A_part_with_a_wrong_id_is_counted_as_such_and_shown_on_the_lamp()
    {
        var node = new SupervisedNode(_files, 1);
        node.Capture.StartResult = BusStatusCode.BusFault;
        node.Capture.IsWrongPart = true;
        node.Control.LinkStatus = LinkStatusCode.Ok;
        node.Run(10);
        Assert.True(node.Control.Errors.Of(NodeErrorCode.PartWrongId) > 5);
        Assert.Equal((LedCode.SensorFault, NodeErrorCode.PartWrongId), (node.Supervisor.Lamp, node.Control.Errors.Last));
    }
}
