namespace Stethos.EndToEnd.Tests;

/// <summary>
/// Two groups of tests run side by side, each one test after another: nearly all of their time is waiting, and more at
/// once would only measure each other.
/// </summary>
internal static class Collections
{
    /// <summary>What breaks: programs, disks, networks.</summary>
    public const string Faults = "faults";

    /// <summary>What a person types and sees.</summary>
    public const string People = "people";
}
