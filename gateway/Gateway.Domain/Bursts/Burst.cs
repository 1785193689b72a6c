using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Domain.Bursts;

/// <summary>Raw samples of one sensor axis, complete. <paramref name="Scale"/> is g per count.</summary>
public sealed record Burst(
    DeviceKey Device, int Sensor, uint BurstId, long TimeMs, int SampleRateHz, double ShaftHz, float Scale, short[] Samples);
