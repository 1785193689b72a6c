using Stethos.App;
using Stethos.Hal;

namespace Stethos.Benchmarks.Kit;

/// <summary>Hands prepared windows to the firmware's frame maker.</summary>
internal sealed class GeneratedCapture(float[][] window, int sampleRateHz) : ICapture
{
    public string Part => "generated";

    public int Axes => window.Length;

    public int SampleRateHz => sampleRateHz;

    public int WindowLength => window[0].Length;

    public float RawScale => 0.001f;

    public bool HearsBearings => true;

    public bool SeesGravity => Axes == 3;

    public float[][] Window => window;

    public int Clipped => 0;

    public int Lost => 0;

    public bool IsWrongPart => false;

    public BusStatusCode Fault => BusStatusCode.Ok;

    public BusStatusCode Start() => BusStatusCode.Ok;

    public void Begin()
    {
    }

    public void GiveUp()
    {
    }

    public bool Poll() => true;
}
