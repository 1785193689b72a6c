namespace Stethos.Hal
{
    /// <summary>
    /// Restarts the node unless it is fed in time: a hardware watchdog, or an execution constraint of the runtime. Once
    /// started it cannot be stopped.
    /// </summary>
    public interface IWatchdog
    {
        /// <summary>From now on it bites when <see cref="Feed"/> stays away for this long (1,000 to 60,000 ms).</summary>
        void Start(int timeoutMs);

        /// <summary>Begins the time anew.</summary>
        void Feed();
    }
}
