using Stethos.Hal;

namespace Stethos.Boards.Virtual;

/// <summary>A converter whose clock lines are cut: it does not start.</summary>
internal sealed class SilentStream(int sampleRateHz) : ISampleStream
{
    /// <inheritdoc/>
    public int SampleRateHz => sampleRateHz;

    /// <inheritdoc/>
    public int LostSamples => 0;

    /// <inheritdoc/>
    public BusStatusCode Start() => BusStatusCode.BusFault;

    /// <inheritdoc/>
    public void Stop()
    {
    }

    /// <inheritdoc/>
    public int Read(byte[] buffer, int offset, int count) => 0;
}
