namespace Stethos.ApplicationSlots;

/// <summary>Names of slots as folders and for people.</summary>
public static class SlotNames
{
    /// <summary>Folder of a slot, relative to the root.</summary>
    public static string Of(SlotCode slot) => slot == SlotCode.A ? "a" : "b";

    /// <summary>The slot of a folder; null for any other name.</summary>
    public static SlotCode? Parse(string? name) => name switch { "a" => SlotCode.A, "b" => SlotCode.B, _ => null };

    public static SlotCode Other(SlotCode slot) => slot == SlotCode.A ? SlotCode.B : SlotCode.A;
}
