using System;
using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using Stethos.App.Supervision;
using Stethos.App.Tests.Configuration;
using Stethos.Hal.Virtual;
using Stethos.Protocol;

namespace Stethos.App.Tests.Supervision;

/// <summary>A node with a key takes a time only from who has the key, and only once.</summary>
public sealed class GatewayTimeTests
{
    private const ulong Utc = 1_767_225_600_000;
    private readonly VirtualClock _time = new();
    private readonly NodeClock _clock;
    private readonly ErrorCounters _errors = new();
    private readonly StateMessage _state = new();
    private readonly GatewayTime _gateway;

    public GatewayTimeTests()
    {
        _clock = new NodeClock(_time);
        _gateway = new GatewayTime(SignedSettings.Device, SignedSettings.Key, 7, _clock, new SystemRandom(5), _errors);
    }

    [Fact]
    public void An_authentic_answer_sets_the_clock()
    {
        _gateway.Ask(_state);
        Assert.True(_state.HasNonce);
        _gateway.Take(Answer(Utc));
        Assert.True(_clock.TryGetUtcMs(0, out var now));
        Assert.Equal((Utc, NodeErrorCode.None), (now, _errors.Last));
    }

    [Fact]
    public void A_time_without_mac_or_with_a_wrong_one_is_not_taken()
    {
        _gateway.Ask(_state);
        _gateway.Take(new Acknowledgement { TimeMs = Utc });
        Assert.Equal(0u, _errors.Of(NodeErrorCode.TimeUnauthentic));
        for (var bit = 0; bit < 128; bit++)
        {
            var answer = Answer(Utc);
            answer.Mac[bit / 8] ^= (byte)(1 << (bit % 8));
            _gateway.Take(answer);
        }

        var changed = Answer(Utc);
        changed.TimeMs++;
        _gateway.Take(changed);
        Assert.Equal(129u, _errors.Of(NodeErrorCode.TimeUnauthentic));
        Assert.False(_clock.TryGetUtcMs(0, out _));
    }

    [Fact]
    public void The_gateway_has_answered_once_it_proved_itself_to_this_boot_however_late()
    {
        Assert.False(_gateway.IsAnswered);
        _gateway.Ask(_state);
        var wrong = Answer(Utc);
        wrong.Mac[3] ^= 1;
        _gateway.Take(wrong);
        _gateway.Take(new Acknowledgement { TimeMs = Utc });
        Assert.False(_gateway.IsAnswered);
        _time.Advance(GatewayTime.NonceLifeMs + 1);
        _gateway.Take(Answer(Utc));
        Assert.True(_gateway.IsAnswered);
        Assert.False(_clock.TryGetUtcMs(0, out _));
    }

    [Fact]
    public void An_answer_counts_once_for_ten_seconds_and_for_its_own_question()
    {
        _gateway.Ask(_state);
        var first = Answer(Utc);
        _gateway.Take(first);
        _time.Advance(5000);
        _gateway.Take(first);
        Assert.Equal(1u, _errors.Of(NodeErrorCode.TimeUnauthentic));
        _gateway.Ask(_state);
        _gateway.Take(first);
        Assert.Equal(2u, _errors.Of(NodeErrorCode.TimeUnauthentic));
        var late = Answer(Utc + 5000);
        _time.Advance(GatewayTime.NonceLifeMs + 1);
        _gateway.Take(late);
        Assert.Equal(3u, _errors.Of(NodeErrorCode.TimeUnauthentic));
        _clock.TryGetUtcMs(_time.UptimeMs, out var now);
        Assert.Equal(Utc + 5000 + GatewayTime.NonceLifeMs + 1, now);
    }

    [Fact]
    public void A_nonce_never_comes_again_even_when_the_random_source_does()
    {
        var other = new GatewayTime(SignedSettings.Device, SignedSettings.Key, 8, _clock, new SystemRandom(5), _errors);
        var theirs = new StateMessage();
        _gateway.Ask(_state);
        other.Ask(theirs);
        Assert.NotEqual(_state.Nonce, theirs.Nonce);
        byte[] before = [.. _state.Nonce];
        _gateway.Ask(_state);
        Assert.NotEqual(before, _state.Nonce);
    }

    [Fact]
    public void A_node_without_key_takes_any_time_and_asks_for_none()
    {
        var plain = new GatewayTime(SignedSettings.Device, (byte[]?)null, 1, _clock, new SystemRandom(5), _errors);
        plain.Ask(_state);
        Assert.False(_state.HasNonce);
        plain.Take(new Acknowledgement { TimeMs = Utc });
        Assert.True(_clock.TryGetUtcMs(0, out var now));
        Assert.Equal(Utc, now);
    }

    [Fact]
    public void A_clock_that_jumps_is_counted_and_never_goes_back()
    {
        var (last, random) = (0UL, new Random(6));
        _gateway.Ask(_state);
        _gateway.Take(Answer(Utc));
        for (var i = 0; i < 5000; i++)
        {
            if (i % 100 == 50)
            {
                _gateway.Ask(_state);
                _gateway.Take(Answer((ulong)((long)Utc + _time.UptimeMs + random.Next(-100_000, 100_000))));
            }

            Assert.True(_clock.TryGetUtcMs(_time.UptimeMs, out var now));
            Assert.True(now > last || i == 0, $"{now} after {last}");
            last = now;
            _time.Advance(20);
        }

        Assert.InRange(_errors.Of(NodeErrorCode.ClockJumped), 40u, 50u);
    }

    [Fact]
    public void A_clock_that_is_ahead_runs_at_half_speed_until_it_is_right()
    {
        _gateway.Ask(_state);
        _gateway.Take(Answer(Utc + 4000));
        _time.Advance(1000);
        _gateway.Ask(_state);
        _gateway.Take(Answer(Utc + 1000));
        _clock.TryGetUtcMs(1000 + 2000, out var half);
        Assert.Equal(Utc + 5000 + 1000, half);
        _clock.TryGetUtcMs(1000 + 8000, out var right);
        Assert.Equal(Utc + 9000, right);
        _clock.TryGetUtcMs(500, out var before);
        Assert.Equal(Utc + 4500, before);
    }

    private Acknowledgement Answer(ulong timeMs)
    {
        var covered = new byte[38];
        Encoding.ASCII.GetBytes("stethos-time-1").CopyTo(covered, 0);
        SignedSettings.Device.CopyTo(covered, 14);
        _state.Nonce.CopyTo(covered, 22);
        BinaryPrimitives.WriteUInt64BigEndian(covered.AsSpan(30), timeMs);
        var answer = new Acknowledgement { TimeMs = timeMs, HasMac = true };
        HMACSHA256.HashData(SignedSettings.Key, covered).AsSpan(0, 16).CopyTo(answer.Mac);
        return answer;
    }
}
