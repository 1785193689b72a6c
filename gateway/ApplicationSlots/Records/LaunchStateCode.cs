namespace Stethos.ApplicationSlots.Records;

/// <summary>Where the gateway's own update stands; the words are those of a node's update. Numbers are kept on disk.</summary>
public enum LaunchStateCode
{
    /// <summary>The active slot has proven itself, or is the one that was returned to.</summary>
    Confirmed = 1,

    /// <summary>The other slot is being written and holds nothing usable.</summary>
    Staging = 2,

    /// <summary>The other slot is whole and waits.</summary>
    Staged = 3,

    /// <summary>The launcher is to try the new slot.</summary>
    Armed = 4,

    /// <summary>The new slot was started at least once and has not proven itself.</summary>
    Trial = 5,

    /// <summary>The new slot did not prove itself; the former one is active again.</summary>
    RolledBack = 6,

    /// <summary>A package was refused; the active slot goes on.</summary>
    Refused = 7
}
