namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Codes that a float operator reads: where they are, and what they mean (zero point among −128 to 127).</summary>
internal sealed record Operand(DeviceValue Value, float Scale, int Zero);
