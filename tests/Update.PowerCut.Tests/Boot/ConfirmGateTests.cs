using Stethos.Hal;
using Stethos.Update.Boot;

namespace Stethos.Update.PowerCut.Tests.Boot;

public sealed class ConfirmGateTests
{
    private const long Minute = 60_000;
    private static readonly byte[] Nonce = [1, 2, 3, 4, 5, 6, 7, 8];
    private readonly HandClock _clock = new() { UptimeMs = 5_000 };
    private readonly ConfirmLimits _limits = new();

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
        Answer(gate);
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

        Answer(gate);
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
    public void Silence_rolls_back_when_the_image_before_had_contact_and_this_one_reached_nobody()
    {
        var gate = Proved(hadContact: true, hasGateway: false);
        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.DeadlineMs - 1));
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.GatewaySilent), (At(gate, _limits.DeadlineMs), gate.Reason));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void A_gateway_that_is_away_only_prolongs_the_trial(bool hadContact, bool hasBroker)
    {
        var gate = Proved(hadContact, hasGateway: false);
        if (hasBroker)
        {
            gate.NoteBroker();
        }

        Assert.Equal(ConfirmVerdictCode.Wait, At(gate, _limits.DeadlineMs + (600 * Minute)));
        Answer(gate);
        Assert.Equal(ConfirmVerdictCode.Confirm, At(gate, _limits.DeadlineMs + (601 * Minute)));
        var late = Proved(hadContact, hasGateway: false);
        if (hasBroker)
        {
            late.NoteBroker();
        }

        Assert.Equal(ConfirmVerdictCode.Wait, At(late, _limits.GatewayLimitMs - 1));
        Assert.Equal((ConfirmVerdictCode.RollBack, UpdateReasonCode.TrialOverdue), (At(late, _limits.GatewayLimitMs), late.Reason));
    }

    [Fact]
    public void Only_the_answer_to_this_trials_question_counts()
    {
        var gate = Proved(hadContact: true, hasGateway: false);
        Assert.False(gate.NoteAnswer(new byte[8], 0));
        gate.Ask(Nonce);
        Assert.False(gate.NoteAnswer([1, 2, 3, 4, 5, 6, 7, 9], 0));
        Assert.False(gate.HasGateway);
        gate.Ask([8, 7, 6, 5, 4, 3, 2, 1]);
        Assert.False(gate.NoteAnswer(Nonce, 0));
        Assert.True(gate.NoteAnswer([0, 8, 7, 6, 5, 4, 3, 2, 1], 1));
        Assert.True(gate.HasGateway);
    }

    private ConfirmGate Proved(bool hadContact, bool hasGateway)
    {
        _clock.UptimeMs = 5_000;
        var gate = new ConfirmGate(_clock, _limits, hadContact);
        Prove(gate, -1);
        gate.NoteHeap(_limits.HeapBytes);
        if (hasGateway)
        {
            Answer(gate);
        }

        return gate;
    }

    private void Prove(ConfirmGate gate, int missing)
    {
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

    private static void Answer(ConfirmGate gate)
    {
        gate.Ask(Nonce);
        gate.NoteAnswer(Nonce, 0);
    }

    private ConfirmVerdictCode At(ConfirmGate gate, long age)
    {
        _clock.UptimeMs = 5_000 + age;
        return gate.Check();
    }

    private sealed class HandClock : IClock
    {
        public long UptimeMs { get; set; }

        public void Wait(int milliseconds) => UptimeMs += milliseconds;
    }
}
