namespace Stethos.Hal
{
    /// <summary>
    /// A pin whose edges are timed: one edge a pulse, rising or falling as wired. Edges wait in a bounded ring until they are
    /// taken; those that are not taken in time are lost, oldest first. One thread takes.
    /// </summary>
    public interface IPulseInput
    {
        /// <summary>Now, in microseconds on the clock that times the edges.</summary>
        long NowUs { get; }

        /// <summary>Edges lost since <see cref="Start"/>; only grows.</summary>
        int LostEdges { get; }

        /// <summary>Starts timing; the ring is empty.</summary>
        BusStatusCode Start();

        /// <summary>Stops timing.</summary>
        void Stop();

        /// <summary>
        /// Takes the times of up to <paramref name="count"/> edges, oldest first; never blocks. Returns how many, 0 when none
        /// came.
        /// </summary>
        int Take(long[] timesUs, int offset, int count);
    }
}
