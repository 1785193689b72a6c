using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>What to do instead of an operator that devices have no kernel for.</summary>
internal static class Advice
{
    private const string All =
        "use Conv, Gemm, MatMul, pools, Add, Concat, Pad, Reshape, Transpose, Slice, Softmax, Sigmoid, Tanh, clamps, or Add, Sub, Mul, Div "
        + "with a constant; or leave the model to the gateway";

    public static string Instead(Node node) => node.Op switch
    {
        "Mul" or "Sub" or "Div" =>
            "devices compute it with a constant only: gate with a clamp, or leave the model to the gateway",
        "Max" or "Min" => "use Relu or Clip, whose bounds are constant",
        "PRelu" => "use LeakyRelu with one slope for all channels",
        "ReduceMax" => "use GlobalMaxPool over height and width",
        "ReduceMean" or "ReduceSum" => "use GlobalAveragePool over height and width, or a Gemm with constant weights over a row",
        "LogSoftmax" => "use Softmax: the order of the classes is the same",
        "Gather" or "Split" => "use Slice where the places lie side by side",
        "Tile" or "Expand" => "use Concat of the tensor with itself, or repeat constants when exporting",
        "InstanceNormalization" or "LayerNormalization" or "GroupNormalization" or "LpNormalization" =>
            "use batch normalisation, which is folded into the weights, or standardise before the model",
        "ConvTranspose" or "Resize" or "DepthToSpace" or "SpaceToDepth" =>
            "use strided convolutions alone, or leave the model to the gateway",
        "Selu" or "Softplus" or "Softsign" or "Mish" or "Gelu" or "Log" or "Pow" or "Sin" or "Cos" or "Round" or "Floor" =>
            "use Relu, LeakyRelu, Sigmoid, Tanh, HardSwish or Elu",
        _ => All,
    };
}
