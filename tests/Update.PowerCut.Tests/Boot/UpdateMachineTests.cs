using System;
using System.Linq;
using Stethos.Hal;
using Stethos.Update.Boot;
using static Stethos.Update.PowerCut.Tests.Boot.BootBench;

namespace Stethos.Update.PowerCut.Tests.Boot;

public sealed class UpdateMachineTests
{
    private readonly BootBench _node = With(Full(1, 1));

    [Fact]
    public void An_empty_node_is_in_rescue_and_takes_a_release()
    {
        var node = new BootBench();
        Assert.Equal((BootKindCode.Rescue, -1, -1, UpdateReasonCode.NoRecord), node.Start(StartCauseCode.PowerOn));
        Assert.Equal(UpdateReasonCode.NothingToRun, node.Install(ModelOnly(1, 1)));
        Assert.Equal(UpdateReasonCode.None, node.Install(Full(1, 1)));
        Assert.Equal((BootKindCode.Trial, 0, 0, UpdateReasonCode.None), node.Start(StartCauseCode.Software));
        Assert.Equal(UpdateReasonCode.None, node.Machine.Confirm());
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.None), node.Start(StartCauseCode.PowerOn));
    }

    [Fact]
    public void A_release_goes_into_the_other_slots_and_is_confirmed_with_its_floors()
    {
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(2, 5, 3)));
        Assert.Equal((0u, 0u), (_node.Machine.Record.ApplicationFloor, _node.Machine.Record.ModelFloor));
        Assert.Equal((BootKindCode.Trial, 1, 1, UpdateReasonCode.None), _node.Start(StartCauseCode.Software));
        Assert.Equal((0u, 0u, 1u), Floors());
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Confirm());
        Assert.Equal((3u, 3u, 2u), Floors());
        Assert.Equal((BootKindCode.Confirmed, 1, 1, UpdateReasonCode.None), _node.Start(StartCauseCode.PowerOn));
        Assert.Equal((3u, 3u, 2u), Floors());
        Assert.Equal(UpdateStateCode.Confirmed, _node.Machine.State);
        Assert.Equal(UpdateReasonCode.BelowFloor, _node.Install(Full(3, 2)));
        Assert.Equal(UpdateReasonCode.BelowFloor, _node.Install(ModelOnly(3, 2)));
        Assert.Equal(UpdateReasonCode.OldSequence, _node.Install(Full(1, 9)));
        Assert.Equal(UpdateReasonCode.FloorAboveVersion, _node.Install(Full(4, 9, 10)));
        Assert.Equal(UpdateReasonCode.NothingToReturnTo, _node.Machine.Return(UpdateReasonCode.Commanded));
    }

    [Fact]
    public void A_model_alone_leaves_the_application_where_it_is()
    {
        Assert.Equal(UpdateReasonCode.None, _node.Install(ModelOnly(2, 2)));
        Assert.Equal((BootKindCode.Trial, 0, 1, UpdateReasonCode.None), _node.Start(StartCauseCode.Software));
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Confirm());
        Assert.Equal((BootKindCode.Confirmed, 0, 1, UpdateReasonCode.None), _node.Start(StartCauseCode.PowerOn));
        Assert.DoesNotContain(_node.Store.Names, name => name.StartsWith("uc-", StringComparison.Ordinal));
    }

    [Fact]
    public void Two_crashes_roll_back_and_the_release_is_not_taken_again()
    {
        var release = Full(2, 2);
        _node.Install(release);
        Assert.Equal(BootKindCode.Trial, _node.Start(StartCauseCode.Software).Kind);
        Assert.Equal(BootKindCode.Trial, _node.Start(StartCauseCode.Watchdog).Kind);
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.CrashTries), _node.Start(StartCauseCode.Watchdog));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.CrashTries), (_node.Machine.State, _node.Machine.Reason));
        Assert.Equal(UpdateReasonCode.CrashedBefore, _node.Install(release));
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(3, 3)));
    }

    [Fact]
    public void Eight_power_cuts_roll_back_and_the_release_may_come_again()
    {
        var release = Full(2, 2);
        _node.Install(release);
        var starts = Enumerable.Range(0, 20).TakeWhile(i => _node.Start(StartCauseCode.PowerOn).Kind == BootKindCode.Trial).Count();
        Assert.Equal(UpdateMachine.PowerTries, starts);
        Assert.Equal(UpdateReasonCode.PowerTries, _node.Machine.Reason);
        Assert.Equal(UpdateReasonCode.None, _node.Install(release));
        Assert.Equal(BootKindCode.Trial, _node.Start(StartCauseCode.Software).Kind);
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Confirm());
    }

    [Fact]
    public void Power_cuts_do_not_use_up_the_tries_of_crashes_nor_crashes_those_of_power_cuts()
    {
        _node.Install(Full(2, 2));
        foreach (var cause in (StartCauseCode[])
            [StartCauseCode.Software, StartCauseCode.Brownout, StartCauseCode.None, StartCauseCode.Watchdog, StartCauseCode.PowerOn])
        {
            Assert.Equal(BootKindCode.Trial, _node.Start(cause).Kind);
        }

        // Started five times: one crash and three losses of power lie between, the last start is still under way.
        Assert.Equal((0, 4), (_node.Machine.Record.CrashTries, _node.Machine.Record.PowerTries));
        Assert.Equal(UpdateReasonCode.CrashTries, _node.Start(StartCauseCode.Watchdog).Reason);
    }

    [Fact]
    public void A_failed_trial_goes_back_and_may_come_again()
    {
        var release = Full(2, 2);
        _node.Install(release);
        _node.Boot(StartCauseCode.Software);
        Assert.Equal(UpdateReasonCode.None, _node.Machine.RollBack(UpdateReasonCode.HeapLow));
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.None), _node.Start(StartCauseCode.Software));
        Assert.Equal((UpdateStateCode.RolledBack, UpdateReasonCode.HeapLow), (_node.Machine.State, _node.Machine.Reason));
        Assert.Equal(UpdateReasonCode.None, _node.Install(release));
    }

    [Fact]
    public void A_return_restores_both_halves_of_the_pair_before()
    {
        _node.Install(Full(2, 2));
        _node.Boot(StartCauseCode.Software);
        _node.Machine.Confirm();
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Return(UpdateReasonCode.Commanded));
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.None), _node.Start(StartCauseCode.Software));
        Assert.Equal(Full(1, 1).PairId, _node.Machine.Record.PairId);
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Return(UpdateReasonCode.Commanded));
        Assert.Equal((BootKindCode.Confirmed, 1, 1, UpdateReasonCode.None), _node.Start(StartCauseCode.Software));
    }

    [Theory]
    [InlineData("uc-000")]
    [InlineData("un-000")]
    [InlineData("un-l")]
    public void A_rotten_half_brings_the_pair_before_back_and_staging_spares_it(string name)
    {
        _node.Install(Full(2, 2));
        _node.Boot(StartCauseCode.Software);
        _node.Machine.Confirm();
        _node.Rot(name);
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.ConfirmedDamaged), _node.Start(StartCauseCode.PowerOn));
        Assert.Equal((1, 1), (_node.Machine.TargetSlot(ComponentCode.Application), _node.Machine.TargetSlot(ComponentCode.Model)));
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.None), _node.Start(StartCauseCode.PowerOn));
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(2, 2)));
    }

    [Fact]
    public void With_both_pairs_rotten_the_node_waits_for_an_update_and_takes_one()
    {
        _node.Install(Full(2, 2));
        _node.Boot(StartCauseCode.Software);
        _node.Machine.Confirm();
        _node.Rot("ua-000");
        _node.Rot("un-000");
        Assert.Equal((BootKindCode.Rescue, -1, -1, UpdateReasonCode.NoPairVerifies), _node.Start(StartCauseCode.PowerOn));
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(2, 2)));
        Assert.Equal(BootKindCode.Trial, _node.Start(StartCauseCode.Software).Kind);
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Confirm());
        Assert.Equal(BootKindCode.Confirmed, _node.Start(StartCauseCode.PowerOn).Kind);
    }

    [Fact]
    public void A_slot_that_rots_between_arming_and_start_is_never_started()
    {
        _node.Install(Full(2, 2));
        _node.Rot("un-000");
        Assert.Equal((BootKindCode.Confirmed, 0, 0, UpdateReasonCode.SlotDamaged), _node.Start(StartCauseCode.Software));
        Assert.Equal(UpdateStateCode.RolledBack, _node.Machine.State);
    }

    [Fact]
    public void A_slot_that_rots_before_arming_is_staged_again()
    {
        var release = Full(2, 2);
        _node.Machine.Accept(release.Facts);
        Assert.Equal(UpdateReasonCode.ChunksMissing, _node.Machine.Staged());
        _node.Install(release);
        _node.Machine.Abort();
        _node.Machine.Accept(release.Facts);
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Staged());
        _node.Rot("uc-000");
        Assert.Equal(UpdateReasonCode.SlotDamaged, _node.Machine.Arm(true));
        Assert.Equal(UpdateStateCode.Staging, _node.Machine.State);
        Assert.Equal(UpdateReasonCode.None, _node.Install(release));
    }

    [Fact]
    public void Offers_that_are_refused_write_nothing()
    {
        var written = _node.Store.BytesWritten;
        for (var i = 0; i < 100; i++)
        {
            Assert.Equal(UpdateReasonCode.None, _node.Machine.Refuse(UpdateReasonCode.OldSequence));
        }

        Assert.Equal((UpdateStateCode.Refused, UpdateReasonCode.OldSequence), (_node.Machine.State, _node.Machine.Reason));
        Assert.Equal(written, _node.Store.BytesWritten);
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(2, 2)));
    }

    [Fact]
    public void What_the_table_does_not_name_is_refused_and_changes_nothing()
    {
        var machine = _node.Machine;
        var sequence = machine.Record.Sequence;
        Assert.Equal(UpdateReasonCode.NotNow, machine.Staged());
        Assert.Equal(UpdateReasonCode.NotNow, machine.Arm(true));
        Assert.Equal(UpdateReasonCode.NotNow, machine.Start(StartCauseCode.PowerOn));
        Assert.Equal(UpdateReasonCode.NotNow, machine.Confirm());
        Assert.Equal(UpdateReasonCode.NotNow, machine.RollBack(UpdateReasonCode.HeapLow));
        Assert.Equal(UpdateReasonCode.NotNow, machine.Abort());
        Assert.Equal(UpdateReasonCode.NothingToReturnTo, machine.Return(UpdateReasonCode.Commanded));
        Assert.Equal(sequence, machine.Record.Sequence);
        _node.Install(Full(2, 2));
        Assert.Equal(UpdateReasonCode.NotNow, machine.Accept(Full(3, 3).Facts));
        Assert.Equal(UpdateReasonCode.NotNow, machine.Confirm());
        Assert.Equal(UpdateReasonCode.NotNow, machine.Refuse(UpdateReasonCode.OldSequence));
    }

    [Fact]
    public void What_trust_has_to_remember_only_rises()
    {
        Assert.Equal(UpdateReasonCode.None, _node.Machine.TakeKeySet(3, 0));
        Assert.Equal(UpdateReasonCode.None, _node.Machine.TakeKeySet(2, 9));
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Remember(600));
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Remember(400));
        _node.Boot(StartCauseCode.PowerOn);
        Assert.Equal((3, 600u), (_node.Machine.Record.KeysetVersion, _node.Machine.Record.TrustedTime));
    }

    [Fact]
    public void A_key_set_lowers_the_sequence_and_gives_up_what_the_keys_before_let_in()
    {
        _node.Install(Full(900, 2));
        _node.Boot(StartCauseCode.Software);
        _node.Machine.Confirm();
        var machine = _node.Machine;
        Assert.Equal(UpdateReasonCode.OldSequence, machine.Accept(Full(50, 3).Facts));
        Assert.Equal(UpdateReasonCode.None, machine.Accept(Full(901, 3).Facts));
        Assert.Equal(UpdateReasonCode.None, machine.TakeKeySet(2, 40));
        Assert.Equal((UpdateStateCode.Idle, UpdateReasonCode.KeySetMismatch), (machine.State, machine.Reason));
        Assert.Equal((2, 40u), (machine.Record.KeysetVersion, machine.Record.ManifestSequence));
        Assert.Equal(UpdateReasonCode.None, _node.Install(Full(50, 4)));
        Assert.Equal(UpdateReasonCode.NotNow, machine.TakeKeySet(3, 0));
        _node.Boot(StartCauseCode.Software);
        Assert.Equal(UpdateReasonCode.NotNow, _node.Machine.TakeKeySet(3, 0));
        Assert.Equal(UpdateReasonCode.None, _node.Machine.Confirm());
        Assert.Equal(UpdateReasonCode.None, _node.Machine.TakeKeySet(3, 0));
        Assert.Equal((UpdateStateCode.Confirmed, 50u), (_node.Machine.State, _node.Machine.Record.ManifestSequence));
    }

    private (uint Application, uint Model, uint Sequence) Floors() => (
        _node.Machine.Record.ApplicationFloor, _node.Machine.Record.ModelFloor, _node.Machine.Record.ManifestSequence);
}
