using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>An input or output of the blob. Codes lie in the model's order.</summary>
public sealed record DevicePort(string Name, DeviceValue Value, ElementType Type, float Scale, int ZeroPoint);
