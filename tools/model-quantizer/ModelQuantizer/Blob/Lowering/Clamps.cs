using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Operators that only bound their input.</summary>
internal static class Clamps
{
    /// <summary>Null when the node is no clamp with constant bounds.</summary>
    public static (float Low, float High)? Bounds(Node node) => node.Op switch
    {
        "Relu" => (0, float.PositiveInfinity),
        "Clip" when IsConstant(node.Input(1)) && IsConstant(node.Input(2)) => (
            node.Input(1)?.Constant!.ToFloats()[0] ?? float.NegativeInfinity,
            node.Input(2)?.Constant!.ToFloats()[0] ?? float.PositiveInfinity),
        _ => null,
    };

    private static bool IsConstant(Tensor? tensor) => tensor is null || tensor.IsConstant;
}
