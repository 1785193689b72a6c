using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;

namespace Stethos.Update.Tests.Attacks;

/// <summary>Attacks on when and where a node updates: replays, other devices and sites, forged and late commands, frozen time.</summary>
public sealed class CommandAttackTests : IDisposable
{
    private const uint Now = 1_790_000_000;

    private static readonly byte[] Digest = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private readonly TestOwner _owner = new();
    private readonly AttackedNode _node;

    public CommandAttackTests()
    {
        _node = new AttackedNode(_owner.First.Keys);
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_command_is_taken_once()
    {
        var command = _node.Command(Digest);
        Assert.Equal(UpdateReasonCode.None, _node.Take(command));
        Assert.Equal(UpdateReasonCode.CommandReplayed, _node.Take(command));
        Assert.Equal(UpdateReasonCode.None, _node.Take(_node.Command(Digest, attempt: 2)));
        Assert.Equal(UpdateReasonCode.CommandReplayed, _node.Take(command));
        _node.StillUpdates(_owner, 3);
    }

    [Fact]
    public void An_activate_command_replayed_after_a_restart_is_refused()
    {
        var command = _node.Command(Digest, action: UpdateActionCode.Activate);
        Assert.Equal(UpdateReasonCode.None, _node.Take(command));
        _node.Restart();
        Assert.Equal(UpdateReasonCode.NonceMismatch, _node.Take(command));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_command_that_was_held_back_is_refused_after_its_time()
    {
        var command = _node.Command(Digest, ttlSeconds: 60);
        _node.UptimeMs = 60_001;
        Assert.Equal(UpdateReasonCode.CommandExpired, _node.Take(command));
        _node.UptimeMs = 60_000;
        Assert.Equal(UpdateReasonCode.None, _node.Take(command));
        _node.StillUpdates(_owner, 2);
    }

    [Fact]
    public void A_command_for_another_device_or_site_is_refused()
    {
        var other = new AttackedNode(_owner.First.Keys, device: 2);
        var command = other.Command(Digest);
        Assert.Equal(UpdateReasonCode.CommandDevice, _node.Take(command));
        _node.Device.CopyTo(command.Device, 0);
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(command));

        // The same device with the same key, once at another site.
        var elsewhere = _node.Command(Digest);
        _node.Envelope("south-works").Compute(elsewhere, elsewhere.Mac);
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(elsewhere));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_command_changed_in_any_of_its_parts_is_refused()
    {
        foreach (var change in (Action<UpdateCommandMessage>[])
            [
                command => command.TtlSeconds++,
                command => command.Wave++,
                command => command.Attempt++,
                command => command.Action = UpdateActionCode.Activate,
                command => command.Digest[31] ^= 1,
                command => command.Nonce[0] ^= 1,
                command => command.Mac[0] ^= 1,
                command => command.Mac[31] ^= 0x80
            ])
        {
            var command = _node.Command(Digest);
            change(command);
            Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(command));
        }

        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_dated_message_is_no_command_and_the_device_key_itself_signs_none()
    {
        var command = _node.Command(Digest);
        new PortableKeyedHash().Compute(_node.DeviceKey, command.Digest, 0, 32, command.Mac);
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(command));
        _node.Dated(41, Now).Mac.CopyTo(command.Mac, 0);
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(command));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_node_that_gave_no_nonce_takes_no_command()
    {
        var guard = new CommandGuard(_node.Envelope(), _node.Device);
        var command = _node.Command(Digest);
        Array.Clear(command.Nonce);
        _node.Envelope().Compute(command, command.Mac);
        Assert.Equal(UpdateReasonCode.NonceMismatch, guard.Take(command, 0));
    }

    [Fact]
    public void Freezing_a_node_with_old_messages_shows()
    {
        Assert.True(_node.Freshness.IsStale(0));
        var first = _node.Dated(41, Now);
        Assert.Equal(UpdateReasonCode.None, _node.Freshness.Take(first, 0));
        Assert.False(_node.Freshness.IsStale(7_199_000));
        Assert.Equal(UpdateReasonCode.FreshnessOld, _node.Freshness.Take(first, 7_000_000));
        Assert.Equal(UpdateReasonCode.FreshnessOld, _node.Freshness.Take(_node.Dated(42, Now - 1), 7_000_000));
        Assert.True(_node.Freshness.IsStale(7_200_000));
        Assert.Equal((Now + 7200, 41u), (_node.Freshness.NowSeconds(7_200_000), _node.Freshness.LatestSequence));

        // A restart in between does not help: the boot record holds the time.
        var restarted = new FreshnessGuard(_node.Envelope(), _node.Device, _node.Freshness.FloorSeconds);
        Assert.Equal(UpdateReasonCode.FreshnessOld, restarted.Take(first, 0));
        Assert.True(restarted.IsStale(0));
        Assert.Equal(Now, restarted.NowSeconds(0));
        Assert.Equal(UpdateReasonCode.None, restarted.Take(_node.Dated(42, Now + 1), 0));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_forged_or_foreign_dated_message_moves_no_time()
    {
        var message = _node.Dated(41, Now);
        message.TimeSeconds += 1;
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Freshness.Take(message, 0));
        var foreign = new AttackedNode(_owner.First.Keys, device: 2).Dated(41, Now);
        Assert.Equal(UpdateReasonCode.CommandDevice, _node.Freshness.Take(foreign, 0));
        Assert.Equal((0u, 0u), (_node.Freshness.FloorSeconds, _node.Freshness.NowSeconds(1_000_000)));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_gateway_whose_clock_ran_ahead_cannot_keep_a_node_from_the_owners_release()
    {
        Assert.Equal(UpdateReasonCode.None, _node.Freshness.Take(_node.Dated(41, Now + 31_536_000), 0));
        Assert.Equal(UpdateReasonCode.FreshnessOld, _node.Freshness.Take(_node.Dated(41, Now), 0));
        _node.StillUpdates(_owner, 1);
    }
}
