using System;
using Stethos.Hal;

namespace Stethos.App.Tests.Loops;

/// <summary>A sensor whose windows are complete after a set time and hold what the test says.</summary>
internal sealed class FakeCapture(IClock clock, int windowMs, int windowLength = 64) : ICapture
{
    private long _beganMs;

    public string Part => "fake";

    public int Axes => 1;

    public int SampleRateHz => 1000;

    public int WindowLength => windowLength;

    public float RawScale { get; init; } = 50f / 32767f;

    public bool HearsBearings => false;

    public bool SeesGravity => false;

    public float[][] Window { get; } = [new float[windowLength]];

    public int Clipped { get; set; }

    public int Lost { get; set; }

    public BusStatusCode Fault { get; private set; }

    /// <summary>Fault of the windows begun from now on.</summary>
    public BusStatusCode NextFault { get; set; }

    /// <summary>What <see cref="Start"/> answers.</summary>
    public BusStatusCode StartResult { get; set; }

    public bool IsWrongPart { get; set; }

    public int Starts { get; private set; }

    /// <summary>True = the part delivers nothing.</summary>
    public bool IsDead { get; set; }

    public int GivenUp { get; private set; }

    /// <summary>Sample i of window n; a sine by default, so that no window is silent.</summary>
    public Func<int, int, float> Sample { get; set; } = (window, i) => MathF.Sin(0.3f * i + window);

    public int Windows { get; private set; }

    public BusStatusCode Start()
    {
        Starts++;
        return StartResult;
    }

    public void Begin()
    {
        _beganMs = clock.UptimeMs;
        Fault = NextFault;
        Windows++;
        for (var i = 0; i < windowLength; i++)
        {
            Window[0][i] = Sample(Windows, i);
        }
    }

    public void GiveUp()
    {
        GivenUp++;
        Fault = BusStatusCode.Timeout;
    }

    public bool Poll() => !IsDead && clock.UptimeMs - _beganMs >= windowMs;
}
