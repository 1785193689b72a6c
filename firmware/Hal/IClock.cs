namespace Stethos.Hal
{
    /// <summary>Monotonic time and waiting. The only source of time for portable firmware.</summary>
    public interface IClock
    {
        /// <summary>Milliseconds since boot, never going back, not stopped by waiting.</summary>
        long UptimeMs { get; }

        /// <summary>Waits at least <paramref name="milliseconds"/> (0 to 60,000); gives the processor to other threads.</summary>
        void Wait(int milliseconds);
    }
}
