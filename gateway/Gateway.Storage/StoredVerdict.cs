namespace Stethos.Gateway.Storage;

/// <summary>A verdict as stored, with its frame's place and time.</summary>
public sealed record StoredVerdict(long FrameRow, int Sensor, long TimeMs, string Label, float[] Probabilities);
