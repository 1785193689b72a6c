using Stethos.Hal;
using Stethos.Update.Boot;

namespace Stethos.Update.PowerCut.Tests.Boot;

public sealed class ConfirmGateTests
{
    private const long Minute = 60_000;
    private readonly HandClock _clock = new() { UptimeMs = 5_000 };
    private readonly ConfirmLimits _limits = new();
    private bool _hasLoop;

    [Fact]
    public void Everything_proved_and_soaked_is_confirmed()
    {
        var gate = Proved(hadContact: true, hasGateway: true);
        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.SoakMs - 1));
        Assert.Equal(ConfirmVerdictCode.Confirm, At(gate, _limits.SoakMs));
    }

    [Theory]
    [InlineData(0, UpdateReasonCode.LoopSilent)]
    [InlineData(1, UpdateReasonCode.WrongInference)]
    [InlineData(2, UpdateReasonCode.SensorOutOfRange)]
    public void What_the_node_can_prove_itself_is_due_at_the_deadline(int missing, UpdateReasonCode reason)
    {
        var gate = new ConfirmGate(_clock, _limits, hadContact: false);
        Prove(gate, missing);
        gate.NoteGateway();
        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.DeadlineMs - 1));
        Assert.Equal((ConfirmVerdictCode.RollBack, reason), (At(gate, _limits.DeadlineMs), gate.Reason));
    }

    [Fact]
    public void One_loop_that_does_not_beat_is_enough()
    {
        var gate = new ConfirmGate(_clock, _limits, hadContact: false);
        Prove(gate, 0);
        for (var i = 0; i < 100; i++)
        {
            gate.NoteBeat(1);
        }

        gate.NoteGateway();
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.LoopSilent), (At(gate, _limits.DeadlineMs), gate.Reason));
    }

    [Fact]
    public void A_wrong_inference_or_too_little_memory_rolls_back_at_once()
    {
        var wrong = Proved(hadContact: true, hasGateway: true);
        wrong.NoteInference(false);
        wrong.NoteInference(true);
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.WrongInference), (At(wrong, 1), wrong.Reason));
        var low = Proved(hadContact: true, hasGateway: true);
        low.NoteHeap(_limits.HeapBytes - 1);
        low.NoteHeap(_limits.HeapBytes + 9999);
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.HeapLow), (At(low, _limits.SoakMs), low.Reason));
    }

    [Fact]
    public void Silence_rolls_back_when_the_image_before_had_contact_and_this_one_has_not_even_a_network()
    {
        var gate = Proved(hadContact: true, hasGateway: false);
        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.DeadlineMs - 1));
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.GatewaySilent), (At(gate, _limits.DeadlineMs), gate.Reason));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void A_gateway_that_is_away_only_prolongs_the_trial(bool hadContact, bool hasNetwork)
    {
        var gate = Silent(hadContact, hasNetwork);
        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.DeadlineMs + (600 * Minute)));
        gate.NoteGateway();
        Assert.Equal(ConfirmVerdictCode.Confirm, At(gate, _limits.DeadlineMs + (601 * Minute)));
        var late = Silent(hadContact, hasNetwork);
        Assert.Equal(ConfirmVerdictCode.Wait, At(late, _limits.GatewayLimitMs - 1));
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.TrialOverdue), (At(late, _limits.GatewayLimitMs), late.Reason));
    }

    [Fact]
    public void A_loop_that_came_round_often_enough_and_then_stands_still_is_told_as_a_loop()
    {
        var hanging = new ConfirmGate(_clock, _limits, hadContact: false);
        Prove(hanging, 2);
        Assert.Equal(
            (ConfirmVerdictCode.RollBack, UpdateReasonCode.LoopSilent), (At(hanging, _limits.DeadlineMs, beats: false), hanging.Reason));

        // Nothing else is missing, and it stands still at the end of the soak: not yet, and at the deadline not at all.
        var late = Proved(hadContact: true, hasGateway: true);
        Assert.Equal(ConfirmVerdictCode.Wait, At(late, _limits.SoakMs, beats: false));
        Assert.Equal(ConfirmVerdictCode.Confirm, At(late, _limits.SoakMs + 1));
    }

    private ConfirmGate Proved(bool hadContact, bool hasGateway)
    {
        _clock.UptimeMs = 5_000;
        var gate = new ConfirmGate(_clock, _limits, hadContact);
        Prove(gate, -1);
        gate.NoteHeap(_limits.HeapBytes);
        if (hasGateway)
        {
            gate.NoteGateway();
        }

        return gate;
    }

    private ConfirmGate Silent(bool hadContact, bool hasNetwork)
    {
        var gate = Proved(hadContact, hasGateway: false);
        if (hasNetwork)
        {
            gate.NoteNetwork();
        }

        return gate;
    }

    private void Prove(ConfirmGate gate, int missing)
    {
        _hasLoop = missing != 0;
        for (var i = 0; i < _limits.Beats; i++)
        {
            gate.NoteBeat(1);
            if (missing != 0)
            {
                gate.NoteBeat(0);
            }
        }

        if (missing != 1)
        {
            gate.NoteInference(true);
        }

        for (var i = 0; i < _limits.Readings; i++)
        {
            gate.NoteReading(missing != 2);
        }
    }

    private ConfirmVerdictCode At(ConfirmGate gate, long age, bool beats = true)
    {
        _clock.UptimeMs = 5_000 + age;
        if (beats && _hasLoop)
        {
            gate.NoteBeat(0);
        }

        return gate.Check();
    }

    private sealed class HandClock : IClock
    {
        public long UptimeMs { get; set; }

        public void Wait(int milliseconds) => UptimeMs += milliseconds;
    }
}
