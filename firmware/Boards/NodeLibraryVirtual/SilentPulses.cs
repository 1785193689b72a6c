using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>A pin that cannot be had: no edge is timed.</summary>
internal sealed class SilentPulses : IPulseInput
{
    /// <inheritdoc/>
    public long NowUs => 0;

    /// <inheritdoc/>
    public int LostEdges => 0;

    /// <inheritdoc/>
    public BusStatusCode Start() => BusStatusCode.BusFault;

    /// <inheritdoc/>
    public void Stop()
    {
    }

    /// <inheritdoc/>
    public int Take(long[] timesUs, int offset, int count) => 0;
}
