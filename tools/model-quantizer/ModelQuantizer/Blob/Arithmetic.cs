namespace Stethos.ModelQuantizer.Blob;

/// <summary>How a device rounds; the letters of docs/model-format.md.</summary>
public enum Arithmetic
{
    /// <summary>As TFLite's reference kernels: 32-bit multipliers, rounded twice.</summary>
    A,

    /// <summary>As ONNX Runtime: float32 scales, ties to even.</summary>
    B,
}
