using System;

namespace Stethos.App.Tests.Edge;

/// <summary>Lets windows pass by plan.</summary>
internal sealed class PlannedGate(Func<int, bool> passes) : IWindowGate
{
    public int Judged { get; private set; }

    public int Passed { get; private set; }

    public bool Alarm { get; set; }

    public int Judge(int sensor, byte[] frame, int length, long nowMs)
    {
        if (!passes(Judged++))
        {
            return 0;
        }

        Passed++;
        return length;
    }

    public bool IsAlarmed(long nowMs) => Alarm;
}
