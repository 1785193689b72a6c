namespace Stethos.ModelQuantizer.Quantize;

/// <summary>One run of the whole model in ONNX Runtime on this machine with one thread, in microseconds.</summary>
/// <param name="FloatMicroseconds">Of the float model.</param>
/// <param name="QuantizedMicroseconds">Of the quantized one.</param>
public sealed record WholeSpeed(double FloatMicroseconds, double QuantizedMicroseconds)
{
    /// <summary>By more than two measurements differ.</summary>
    public bool IsSlower => QuantizedMicroseconds > FloatMicroseconds * 1.1;
}
