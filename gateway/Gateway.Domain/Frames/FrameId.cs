namespace Stethos.Gateway.Domain.Frames;

/// <summary>What identifies a frame for ever.</summary>
public readonly record struct FrameId(DeviceKey Device, uint Boot, uint Sequence);
