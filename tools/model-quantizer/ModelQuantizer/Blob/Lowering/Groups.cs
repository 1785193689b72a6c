using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>One float operator between DequantizeLinear and QuantizeLinear.</summary>
internal static class Groups
{
    public static void Lower(Lowerer lowerer, Node node, Target target)
    {
        if (Elementwise.Covers(lowerer, node))
        {
            Elementwise.Lower(lowerer, node, target);
            return;
        }

        switch (node.Op)
        {
            case "Conv":
                Convolutions.Lower(lowerer, node, target);
                break;
            case "Gemm":
                Products.Gemm(lowerer, node, target);
                break;
            case "MatMul":
                Products.MatMul(lowerer, node, target);
                break;
            case "AveragePool" or "GlobalAveragePool":
                Pools.Average(lowerer, node, target);
                break;
            case "Add":
                Sums.Lower(lowerer, node, target);
                break;
            case "Softmax":
                Softmaxes.Lower(lowerer, node, target);
                break;
            case "MaxPool" or "GlobalMaxPool" or "Reshape" or "Flatten" or "Squeeze" or "Unsqueeze" or "Identity":
            case "Transpose" or "Concat" or "Pad" or "Slice":
                OnCodes.LowerReal(lowerer, node, target);
                break;
            default:
                throw lowerer.Refuse(node, "there is no kernel for it", Advice.Instead(node));
        }
    }
}
