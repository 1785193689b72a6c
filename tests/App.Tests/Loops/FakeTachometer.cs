using Stethos.Hal;

namespace Stethos.App.Tests.Loops;

/// <summary>Knows what it is told.</summary>
internal sealed class FakeTachometer : ITachometer
{
    public bool IsKnown { get; set; }

    public int MilliHz { get; set; }

    public BusStatusCode StartStatus { get; set; }

    public bool IsStarted { get; private set; }

    public int Polls { get; private set; }

    public BusStatusCode Start()
    {
        IsStarted = StartStatus == BusStatusCode.Ok;
        return StartStatus;
    }

    public void Poll() => Polls++;

    public bool TryGetMilliHz(out int milliHz)
    {
        milliHz = MilliHz;
        return IsKnown;
    }
}
