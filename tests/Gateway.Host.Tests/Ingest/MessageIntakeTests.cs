using System;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Protocol;

namespace Stethos.Gateway.Host.Tests.Ingest;

public sealed class MessageIntakeTests : IDisposable
{
    private const int MalformedEvent = 1003;
    private readonly IntakeRig _rig = new();
    private readonly Node _node = new(0x5354_0000_0000_0007);

    public void Dispose() => _rig.Dispose();

    [Fact]
    public void Malformed_messages_are_counted_and_logged_once_per_node_with_their_reason()
    {
        var other = new Node(0x5354_0000_0000_0008);
        var cut = _node.Frame(1, _rig.Time.NowMs)[..20];
        _rig.Take(_node.Topic(Topics.Frames), cut);
        _rig.Take(_node.Topic(Topics.Frames), cut);
        _rig.Take(_node.Topic(Topics.State), [0xFF]);
        _rig.Take(_node.Topic(Topics.Bursts), []);
        _rig.Take(other.Topic(Topics.Frames), [0x00]);

        Assert.Equal(5, _rig.Site.FramesMalformed);
        var lines = _rig.Log.Of(MalformedEvent);
        Assert.Equal(2, lines.Count);
        Assert.Contains(_node.Text, lines[0], StringComparison.Ordinal);
        Assert.Contains(nameof(FrameErrorCode.Truncated), lines[0], StringComparison.Ordinal);
        Assert.Contains(other.Text, lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void After_a_malformed_message_the_next_good_one_is_stored()
    {
        _rig.Take("not/ours", [1, 2, 3]);
        _rig.Take(_node.Topic("zz"), _node.Frame(1, _rig.Time.NowMs));
        _rig.Take(_node.Topic(Topics.Frames), []);
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs));
        _rig.Writer.Commit();

        Assert.Equal((3, 1, 1), (_rig.Site.FramesMalformed, _rig.Site.FramesStored, _rig.StoredRows));
    }

    [Fact]
    public void A_frame_under_another_devices_topic_is_refused_and_acknowledges_nobody()
    {
        var other = new Node(0x5354_0000_0000_0008);
        _rig.Take(other.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs));
        _rig.Take(other.Topic(Topics.Frames), _node.Gap(2, 1, 1));
        _rig.Take(other.Topic(Topics.State), _node.State(5));
        _rig.Take(other.Topic(Topics.Bursts), _node.Chunk(1, 0, 1, [1], 0));

        Assert.Equal((4, 0), (_rig.Site.FramesMalformed, _rig.Site.FramesStored));
        Assert.Empty(_rig.Intake.Result.Acknowledge);
        Assert.Contains(nameof(FrameErrorCode.WrongDevice), Assert.Single(_rig.Log.Of(MalformedEvent)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_duplicate_is_counted_not_stored_and_acknowledged_again()
    {
        var frame = _node.Frame(1, _rig.Time.NowMs);
        _rig.Take(_node.Topic(Topics.Frames), frame);
        _rig.Writer.Commit();
        _rig.Intake.Result.Clear();
        _rig.Take(_node.Topic(Topics.Frames), frame);
        _rig.Writer.Commit();

        Assert.Equal((1, 1, 1), (_rig.Site.FramesStored, _rig.Site.FramesDuplicate, _rig.StoredRows));
        Assert.Equal((_node.Device, 1u), Assert.Single(_rig.Intake.Result.Acknowledge));
        Assert.Empty(_rig.Intake.Result.Candidates);
    }

    [Theory]
    [InlineData(0u, 1u)]
    [InlineData(1u, 0u)]
    public void A_frame_without_sequence_or_boot_is_refused(uint sequence, uint boot)
    {
        var node = new Node(7, boot);
        _rig.Take(node.Topic(Topics.Frames), node.Frame(sequence, _rig.Time.NowMs));

        Assert.Equal((1, 0), (_rig.Site.FramesMalformed, _rig.Site.FramesStored));
    }

    [Fact]
    public void A_store_that_knows_nothing_of_a_boot_misses_nothing_the_node_no_longer_holds()
    {
        _rig.Take(_node.Topic(Topics.State), _node.State(120, oldest: 101));
        _rig.Writer.Commit();

        Assert.Equal(20, _rig.Site.Ledger.Missing);
        Assert.Equal(100u, _rig.Site.Ledger.Of(_node.Device, 1).Cumulative);
        Assert.Equal(100u, _rig.Reader.LoadLedger().Of(_node.Device, 1).Cumulative);
        Assert.Contains((_node.Device, 1u), _rig.Intake.Result.Acknowledge);
    }

    [Fact]
    public void The_same_holds_when_frames_of_that_boot_came_before_the_state()
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(102, _rig.Time.NowMs));
        Assert.Equal(101, _rig.Site.Ledger.Missing);
        _rig.Take(_node.Topic(Topics.State), _node.State(102, oldest: 101));

        Assert.Equal(1, _rig.Site.Ledger.Missing);
    }

    [Fact]
    public void The_same_holds_for_a_store_that_came_back_from_a_copy()
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs));
        _rig.Take(_node.Topic(Topics.State), _node.State(902, oldest: 901));
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(901, _rig.Time.NowMs));

        var tracker = _rig.Site.Ledger.Of(_node.Device, 1);
        Assert.Equal((901u, 1), (tracker.Cumulative, tracker.Missing));
    }

    [Fact]
    public void A_state_accounts_for_nothing_the_node_still_holds_or_this_store_has()
    {
        for (uint sequence = 1; sequence <= 3; sequence++)
        {
            _rig.Take(_node.Topic(Topics.Frames), _node.Frame(sequence, _rig.Time.NowMs));
        }

        _rig.Take(_node.Topic(Topics.State), _node.State(6, oldest: 4));
        _rig.Writer.Commit();

        Assert.Equal(3, _rig.Site.Ledger.Missing);
        Assert.Empty(_rig.Log.Of(1009));
    }

    [Fact]
    public void A_gap_notice_is_stored_and_accounts_for_its_range()
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs));
        _rig.Take(_node.Topic(Topics.Frames), _node.Gap(12, 2, 11));
        _rig.Writer.Commit();

        var tracker = _rig.Site.Ledger.Of(_node.Device, 1);
        Assert.Equal((12u, 0), (tracker.Cumulative, tracker.Missing));
        Assert.Equal(2, _rig.StoredRows);
        Assert.Equal(0, _rig.Reader.LoadLedger().Missing);
        Assert.Contains("10 frames", Assert.Single(_rig.Log.Of(1009)), StringComparison.Ordinal);
    }

    [Fact]
    public void A_retained_state_names_a_node_without_making_it_present()
    {
        _rig.Take(_node.Topic(Topics.State), _node.State(3), retained: true);

        var record = _rig.Site.NodeOf(_node.Device);
        Assert.Equal("node-07", record.Name);
        Assert.Equal(NodeState.Unknown, record.StateAt(_rig.Time.NowMs, 30_000));
    }

    [Fact]
    public void A_retained_will_of_a_stranger_makes_no_node_and_that_of_a_known_one_puts_it_offline()
    {
        var will = System.Text.Encoding.ASCII.GetBytes(StateMessage.OfflineText);
        _rig.Take(_node.Topic(Topics.State), will, retained: true);
        Assert.Empty(_rig.Site.Nodes);

        _rig.Take(_node.Topic(Topics.State), _node.State(1));
        Assert.Equal(NodeState.Online, _rig.Site.NodeOf(_node.Device).StateAt(_rig.Time.NowMs, 30_000));
        _rig.Take(_node.Topic(Topics.State), will);
        Assert.Equal(NodeState.Offline, _rig.Site.NodeOf(_node.Device).StateAt(_rig.Time.NowMs, 30_000));
        Assert.Contains(_node.Device, _rig.Intake.Result.Changed);
        Assert.Equal(0, _rig.Site.FramesMalformed);
    }

    [Theory]
    [InlineData(long.MaxValue)]
    [InlineData(253_402_300_800_000)]
    [InlineData(1_900_000_000_000)]
    public void A_time_far_ahead_is_replaced_by_the_time_of_arrival(long timeMs)
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, timeMs));
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(2, _rig.Time.NowMs + 50_000));
        _rig.Take(_node.Topic(Topics.Bursts), _node.Chunk(1, 0, 1, [1, 2, 3], (ulong)timeMs));
        _rig.Writer.Commit();

        Assert.Equal([_rig.Time.NowMs, _rig.Time.NowMs + 50_000], _rig.Reader.FramesAfter(0, 10).Select(row => row.TimeMs));
        Assert.Equal(_rig.Time.NowMs, _rig.Reader.NewestBurst(_node.Device, 0)!.TimeMs);
    }

    [Fact]
    public void A_frame_of_an_unsure_clock_gets_the_time_of_arrival()
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, 4711, quality: QualityFlags.ClockUnsure));
        _rig.Writer.Commit();

        Assert.Equal(_rig.Time.NowMs, Assert.Single(_rig.Reader.FramesAfter(0, 10)).TimeMs);
    }

    [Fact]
    public void A_clipped_window_is_stored_and_not_scored()
    {
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(1, _rig.Time.NowMs, quality: QualityFlags.Clipped));
        _rig.Take(_node.Topic(Topics.Frames), _node.Frame(2, _rig.Time.NowMs));

        Assert.Equal(2, _rig.Site.FramesStored);
        Assert.Equal(2u, Assert.Single(_rig.Intake.Result.Candidates).Frame.Id.Sequence);
    }

    [Fact]
    public void A_burst_is_stored_when_its_last_chunk_came_in_whatever_order()
    {
        _rig.Take(_node.Topic(Topics.Bursts), _node.Chunk(9, 1, 2, [3, 4], 0));
        _rig.Writer.Commit();
        Assert.Null(_rig.Reader.NewestBurst(_node.Device, 0));
        _rig.Take(_node.Topic(Topics.Bursts), _node.Chunk(9, 0, 2, [1, 2], 0));
        _rig.Writer.Commit();

        Assert.Equal([1, 2, 3, 4], _rig.Reader.NewestBurst(_node.Device, 0)!.Samples);
        Assert.Equal(1, _rig.Site.BurstsStored);
        Assert.Contains(_node.Device, _rig.Intake.Result.Bursts);
    }
}
