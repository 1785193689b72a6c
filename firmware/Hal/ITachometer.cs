namespace Stethos.Hal
{
    /// <summary>Tells how fast the shaft turns. One thread.</summary>
    public interface ITachometer
    {
        /// <summary>Starts timing edges, before the first <see cref="Poll"/>. Anything but Ok: nothing runs.</summary>
        BusStatusCode Start();

        /// <summary>Takes what came since the last call; call at least every 100 ms. Never waits.</summary>
        void Poll();

        /// <summary>
        /// Turns in 1,000 s, 0 when the shaft stands still. False when nobody knows: no signal yet, or one that is no steady
        /// rotation.
        /// </summary>
        bool TryGetMilliHz(out int milliHz);
    }
}
