using System;

namespace Stethos.ApplicationSlots.Records;

/// <summary>
/// Chooses the slot of the next start from the record and from what the disk really holds. Nothing here touches a disk;
/// a start of a new slot is counted in the record this returns, and the caller writes it before it starts anything.
/// </summary>
public static class LaunchChooser
{
    /// <param name="record">Null when there is none, or a damaged one.</param>
    /// <param name="problem">What is wrong with a slot whose list has this digest (empty: any list); null when it is whole.</param>
    /// <param name="pointer">The slot the `current` link names, to go by when there is no record.</param>
    public static LaunchDecision Choose(LaunchRecord? record, Func<SlotCode, string, string?> problem, SlotCode? pointer)
    {
        if (record is null)
        {
            return WithoutRecord(problem, pointer ?? SlotCode.A);
        }

        var fault = problem(record.Slot, record.ListOf(record.Slot));
        if (record.IsTrial)
        {
            return Trial(record, problem, fault);
        }

        return fault is null
            ? new LaunchDecision(record.Slot, record)
            : Return(record, SlotNames.Other(record.Slot), problem, $"slot {SlotNames.Of(record.Slot)} is damaged: {fault}");
    }

    /// <summary>A start of a trial ended without the gateway getting well.</summary>
    public static LaunchRecord Failed(LaunchRecord record, string reason) =>
        record with { CrashesLeft = Math.Max(0, record.CrashesLeft - 1), Reason = reason };

    /// <summary>The gateway is well: the slot stays.</summary>
    public static LaunchRecord Confirmed(LaunchRecord record) =>
        record with { State = LaunchStateCode.Confirmed, Reason = "", StartsLeft = 0, CrashesLeft = 0 };

    private static LaunchDecision Trial(LaunchRecord record, Func<SlotCode, string, string?> problem, string? fault)
    {
        var why = fault is not null ? $"slot {SlotNames.Of(record.Slot)} is damaged: {fault}"
            : record.CrashesLeft <= 0 ? record.Reason
            : record.StartsLeft <= 0 ? $"{LaunchRecord.MostStarts} starts ended before the gateway was well"
            : null;
        if (why is null)
        {
            return new LaunchDecision(
                record.Slot, record with { State = LaunchStateCode.Trial, StartsLeft = record.StartsLeft - 1 });
        }

        var back = record.Former is { } former ? Return(record, former, problem, why) : new LaunchDecision(null, record);
        if (back.Slot is not null || fault is not null)
        {
            return back;
        }

        // Nothing to return to: a gateway that may not be well is better than none.
        return new LaunchDecision(
            record.Slot,
            record with
            {
                State = LaunchStateCode.Trial,
                StartsLeft = LaunchRecord.MostStarts,
                CrashesLeft = LaunchRecord.MostCrashes,
                Reason = $"{why}; there is no other whole slot to return to"
            });
    }

    private static LaunchDecision Return(LaunchRecord record, SlotCode to, Func<SlotCode, string, string?> problem, string why)
    {
        // A slot that is being written has no digest in the record, and is no place to return to.
        var isUsable = record.ListOf(to).Length > 0 && problem(to, record.ListOf(to)) is null;
        return isUsable
            ? new LaunchDecision(
                to,
                record with
                {
                    State = LaunchStateCode.RolledBack,
                    Slot = to,
                    Former = null,
                    Reason = why,
                    StartsLeft = 0,
                    CrashesLeft = 0
                })
            : new LaunchDecision(null, record with { Reason = why });
    }

    // Nobody knows which slot had proven itself: the one pointed at is tried, with the other to return to.
    private static LaunchDecision WithoutRecord(Func<SlotCode, string, string?> problem, SlotCode first)
    {
        var second = SlotNames.Other(first);
        var (isFirst, isSecond) = (problem(first, "") is null, problem(second, "") is null);
        SlotCode? slot = isFirst ? first : isSecond ? second : null;
        return new LaunchDecision(slot, new LaunchRecord
        {
            State = LaunchStateCode.Trial,
            Slot = slot ?? first,
            Former = isFirst && isSecond ? second : null,
            StartsLeft = LaunchRecord.MostStarts - 1,
            CrashesLeft = LaunchRecord.MostCrashes,
            Reason = "there was no readable record of the slots"
        });
    }
}
