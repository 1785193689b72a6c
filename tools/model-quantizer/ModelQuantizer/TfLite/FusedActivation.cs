using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite;

/// <summary>
/// The activation that TFLite fuses into an operator (schema.fbs, ActivationFunctionType). One that the code range of the result performs
/// anyway is left out: it would change nothing and hinder fusion in ONNX Runtime.
/// </summary>
internal static class FusedActivation
{
    public static Tensor Apply(Importer importer, Tensor real, int activation, TfLiteTensor target) => activation switch
    {
        0 => real,
        1 => Clamp(importer, real, 0, float.PositiveInfinity, target),
        2 => Clamp(importer, real, -1, 1, target),
        3 => Clamp(importer, real, 0, 6, target),
        4 => importer.Emit("Tanh", $"{target.Name}_tanh", ElementType.Float, real.Shape!, real),
        _ => throw importer.Refuse($"fused activation {activation} is not supported"),
    };

    /// <summary>Whether the clamp could be left out.</summary>
    public static bool IsRedundant(float low, float high, TfLiteTensor target)
    {
        if (!target.IsQuantized || target.Quantization!.IsPerChannel)
        {
            return false;
        }

        var (lowest, highest) = ElementTypes.RangeOf(target.Type);
        return Codes.CodeOf(low, target.Quantization) <= lowest
            && (float.IsPositiveInfinity(high) || Codes.CodeOf(high, target.Quantization) >= highest);
    }

    private static Tensor Clamp(Importer importer, Tensor real, float low, float high, TfLiteTensor target)
    {
        if (IsRedundant(low, high, target))
        {
            return real;
        }

        return float.IsPositiveInfinity(high)
            ? importer.Emit("Relu", $"{target.Name}_relu", ElementType.Float, real.Shape!, real)
            : importer.Emit(
                "Clip", $"{target.Name}_clip", ElementType.Float, real.Shape!, real, importer.Scalar(low), importer.Scalar(high));
    }
}
