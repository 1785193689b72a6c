using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Scoring;

/// <summary>A model's answer for one stored frame.</summary>
public sealed record Verdict(
    long FrameRow, DeviceKey Device, int Sensor, long TimeMs, string Label, float[] Probabilities, float[] Inputs)
{
    /// <summary>Probability that the window is not healthy.</summary>
    public double FaultScore => 1 - Probabilities[0];
}
