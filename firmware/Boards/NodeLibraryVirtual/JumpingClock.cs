using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>A clock that jumps ahead some seconds after the start, by less than any watchdog waits.</summary>
internal sealed class JumpingClock(IClock clock) : IClock
{
    private const long AfterMs = 6000;
    private const long JumpMs = 2500;

    /// <inheritdoc/>
    public long UptimeMs => clock.UptimeMs is var now && now < AfterMs ? now : now + JumpMs;

    /// <inheritdoc/>
    public void Wait(int milliseconds) => clock.Wait(milliseconds);
}
