namespace Stethos.Gateway.Updates.Self;

/// <summary>What became of a system that was just booted.</summary>
public enum SystemOutcomeCode
{
    /// <summary>It is marked good.</summary>
    Good,

    /// <summary>It is not marked good, and goes on; the boot loader counts.</summary>
    Waits,

    /// <summary>The next boot takes the other one.</summary>
    Returns
}
