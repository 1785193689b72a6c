namespace Stethos.ApplicationSlots.Records;

/// <summary>Which slot runs, and how far a switch has come: the one truth, replaced as a whole.</summary>
public sealed record LaunchRecord
{
    /// <summary>Starts of a new slot that may end unseen, by power cuts above all, before the former one is returned to.</summary>
    public const int MostStarts = 8;

    /// <summary>Starts that may end in a crash or without the gateway getting well.</summary>
    public const int MostCrashes = 2;

    public uint Sequence { get; init; }

    public LaunchStateCode State { get; init; } = LaunchStateCode.Confirmed;

    /// <summary>The slot to run.</summary>
    public SlotCode Slot { get; init; } = SlotCode.A;

    /// <summary>The slot to return to; null when there never was one.</summary>
    public SlotCode? Former { get; init; }

    public int StartsLeft { get; init; }

    public int CrashesLeft { get; init; }

    /// <summary>SHA-256 of the list of files in slot A, as hexadecimal digits; empty while the slot holds nothing whole.</summary>
    public string ListA { get; init; } = "";

    /// <summary>The same of slot B.</summary>
    public string ListB { get; init; } = "";

    /// <summary>Why it is in this state, for people; empty when there is nothing to tell.</summary>
    public string Reason { get; init; } = "";

    /// <summary>True while a slot has not proven itself.</summary>
    public bool IsTrial => State is LaunchStateCode.Armed or LaunchStateCode.Trial;

    public string ListOf(SlotCode slot) => slot == SlotCode.A ? ListA : ListB;

    public LaunchRecord WithList(SlotCode slot, string digest) =>
        slot == SlotCode.A ? this with { ListA = digest } : this with { ListB = digest };
}
