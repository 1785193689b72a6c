using Stethos.ApplicationSlots.Records;

namespace Stethos.ApplicationSlots.Tests;

public sealed class ChooserTests
{
    private static readonly LaunchRecord Armed = new()
    {
        State = LaunchStateCode.Armed,
        Slot = SlotCode.B,
        Former = SlotCode.A,
        ListA = "1",
        ListB = "2",
        StartsLeft = LaunchRecord.MostStarts,
        CrashesLeft = LaunchRecord.MostCrashes
    };

    [Fact]
    public void A_start_of_a_new_slot_is_counted_before_it_happens()
    {
        var decision = LaunchChooser.Choose(Armed, Whole, null);
        Assert.Equal(SlotCode.B, decision.Slot);
        Assert.Equal((LaunchStateCode.Trial, LaunchRecord.MostStarts - 1), (decision.Record.State, decision.Record.StartsLeft));
    }

    [Fact]
    public void Power_cuts_alone_return_only_after_eight_starts()
    {
        var record = Armed;
        for (var start = 0; start < LaunchRecord.MostStarts; start++)
        {
            var decision = LaunchChooser.Choose(record, Whole, null);
            Assert.Equal(SlotCode.B, decision.Slot);
            record = decision.Record;
        }

        var last = LaunchChooser.Choose(record, Whole, null);
        Assert.Equal((SlotCode.A, LaunchStateCode.RolledBack), (last.Slot, last.Record.State));
        Assert.Equal("8 starts ended before the gateway was well", last.Record.Reason);
    }

    [Fact]
    public void Two_crashes_return_with_the_reason_of_the_last()
    {
        var record = LaunchChooser.Failed(Armed, "ended with code 1");
        record = LaunchChooser.Choose(record, Whole, null).Record;
        Assert.Equal(LaunchStateCode.Trial, record.State);
        var decision = LaunchChooser.Choose(LaunchChooser.Failed(record, "ended with code 139"), Whole, null);
        Assert.Equal((SlotCode.A, "ended with code 139"), (decision.Slot, decision.Record.Reason));
    }

    [Fact]
    public void A_confirmed_slot_is_started_without_writing_anything()
    {
        var record = LaunchChooser.Confirmed(LaunchChooser.Choose(Armed, Whole, null).Record);
        Assert.Same(record, LaunchChooser.Choose(record, Whole, null).Record);
    }

    [Fact]
    public void Without_a_whole_former_slot_the_new_one_goes_on()
    {
        var spent = Armed with { CrashesLeft = 0, Reason = "ended" };
        var decision = LaunchChooser.Choose(spent, (slot, _) => slot == SlotCode.A ? "gone" : null, null);
        Assert.Equal((SlotCode.B, LaunchStateCode.Trial), (decision.Slot, decision.Record.State));
        Assert.Contains("no other whole slot", decision.Record.Reason, System.StringComparison.Ordinal);
    }

    [Fact]
    public void A_slot_that_is_being_written_is_no_place_to_return_to()
    {
        var record = new LaunchRecord { State = LaunchStateCode.Staging, Slot = SlotCode.A, ListA = "1", ListB = "" };
        var decision = LaunchChooser.Choose(record, (slot, _) => slot == SlotCode.A ? "rotten" : null, null);
        Assert.Null(decision.Slot);
    }

    private static string? Whole(SlotCode slot, string digest) => null;
}
