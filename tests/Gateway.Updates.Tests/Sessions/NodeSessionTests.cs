using System;
using System.Buffers.Binary;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Protocol;
using Stethos.Update;
using Stethos.UpdateFleet;

namespace Stethos.Gateway.Updates.Tests.Sessions;

public sealed class NodeSessionTests
{
    private readonly FleetImage _image = FleetImage.OfRandomBytes(1, 20 * 1024);
    private readonly NodeSession _session = new(new DeviceKey(7), "hall-1");
    private readonly byte[] _root = new byte[32];
    private uint _number;

    [Theory]
    [InlineData(UpdateStateCode.Idle, SessionPhaseCode.Unknown)]
    [InlineData(UpdateStateCode.Staging, SessionPhaseCode.Fetching)]
    [InlineData(UpdateStateCode.Staged, SessionPhaseCode.Fetched)]
    [InlineData(UpdateStateCode.Armed, SessionPhaseCode.Fetched)]
    [InlineData(UpdateStateCode.Trial, SessionPhaseCode.Fetched)]
    [InlineData(UpdateStateCode.Confirmed, SessionPhaseCode.Confirmed)]
    [InlineData(UpdateStateCode.RolledBack, SessionPhaseCode.RolledBack)]
    [InlineData(UpdateStateCode.Refused, SessionPhaseCode.Refused)]
    public void A_phase_is_what_the_node_says_of_this_image(UpdateStateCode state, SessionPhaseCode phase)
    {
        Assert.True(_session.Take(Status(state), _image.Content, 0));
        Assert.Equal(phase, _session.Phase);
        var other = Status(state);
        other.Image[0] ^= 1;
        Assert.True(_session.Take(other, _image.Content, 0));
        Assert.Equal(SessionPhaseCode.Unknown, _session.Phase);
    }

    [Fact]
    public void A_node_at_rest_that_runs_the_image_has_confirmed_it_and_one_that_runs_another_is_asked()
    {
        foreach (var state in (UpdateStateCode[])[UpdateStateCode.Idle, UpdateStateCode.Confirmed])
        {
            var status = AtRest(state);
            _image.Lists[0].ComputeRoot(new NativeKeyedHash(), _root);
            _root.AsSpan(0, 16).CopyTo(status.Roots);
            Assert.True(_session.Take(status, _image.Content, 0));
            Assert.Equal(SessionPhaseCode.Confirmed, _session.Phase);
            Assert.True(_session.Take(AtRest(state), _image.Content, 0));
            Assert.Equal(SessionPhaseCode.Unknown, _session.Phase);
        }
    }

    [Theory]
    [InlineData(UpdateStateCode.RolledBack, SessionPhaseCode.RolledBack)]
    [InlineData(UpdateStateCode.Refused, SessionPhaseCode.Refused)]
    public void How_it_ended_counts_without_the_image_only_for_a_node_that_was_at_it(UpdateStateCode state, SessionPhaseCode phase)
    {
        Assert.True(_session.Take(AtRest(state), _image.Content, 0));
        Assert.Equal(SessionPhaseCode.Unknown, _session.Phase);
        Assert.True(_session.Take(Status(UpdateStateCode.Staged), _image.Content, 0));
        Assert.True(_session.Take(AtRest(state), _image.Content, 0));
        Assert.Equal(phase, _session.Phase);
    }

    [Fact]
    public void An_older_status_and_a_copy_change_nothing()
    {
        Assert.True(_session.Take(Status(UpdateStateCode.Staged), _image.Content, 0));
        var late = Status(UpdateStateCode.Staging);
        late.Number = 1;
        Assert.False(_session.Take(late, _image.Content, 0));
        late.Key.Boot = 2;
        late.Number = 99;
        Assert.False(_session.Take(late, _image.Content, 0));
        late.Key.Boot = 4;
        late.Number = 1;
        Assert.True(_session.Take(late, _image.Content, 0));
        Assert.Equal(SessionPhaseCode.Fetching, _session.Phase);
    }

    [Fact]
    public void No_more_is_sent_than_the_node_grants_and_nothing_twice_before_it_speaks()
    {
        var status = Status(UpdateStateCode.Staging);
        status.Component = 1;
        status.Credits = 2;
        foreach (var chunk in (int[])[3, 9, 17, 900])
        {
            status.Miss(chunk);
        }

        _session.Take(status, _image.Content, 0);
        Assert.Equal((3, 3), (_session.Lacking, _session.NextPiece()));
        _session.Sent(3);
        _session.Sent(_session.NextPiece());
        Assert.Equal(-1, _session.NextPiece());
        status.Number++;
        _session.Take(status, _image.Content, 0);
        Assert.Equal(3, _session.NextPiece());
    }

    [Fact]
    public void Pauses_between_asking_double_to_five_minutes_and_begin_again_when_the_node_speaks()
    {
        var random = new Random(1);
        var nowMs = 0L;
        for (var i = 0; i < 12; i++)
        {
            _session.Asked(nowMs, random);
            var least = Math.Min(4_000L << i, 300_000);
            Assert.InRange(_session.NextAskMs - nowMs, least, least * 5 / 4);
            nowMs = _session.NextAskMs;
        }

        _session.Take(Status(UpdateStateCode.Idle), _image.Content, nowMs);
        Assert.Equal(nowMs + 4_000, _session.NextAskMs);
    }

    private UpdateStatus AtRest(UpdateStateCode state)
    {
        var status = Status(state);
        status.HasImage = false;
        return status;
    }

    private UpdateStatus Status(UpdateStateCode state)
    {
        var status = new UpdateStatus { State = (int)state, Number = 10 + ++_number, HasImage = true };
        status.Key.Boot = 3;
        BinaryPrimitives.WriteUInt64BigEndian(status.Key.Device, 7);
        _image.Content.Id.CopyTo(status.Image, 0);
        return status;
    }
}
