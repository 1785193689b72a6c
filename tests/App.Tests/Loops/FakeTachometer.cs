using Stethos.Hal;

namespace Stethos.App.Tests.Loops;

/// <summary>Knows what it is told.</summary>
internal sealed class FakeTachometer : ITachometer
{
    public bool IsKnown { get; set; }

    public int MilliHz { get; set; }

    public int Polls { get; private set; }

    public void Poll() => Polls++;

    public bool TryGetMilliHz(out int milliHz)
    {
        milliHz = MilliHz;
        return IsKnown;
    }
}
