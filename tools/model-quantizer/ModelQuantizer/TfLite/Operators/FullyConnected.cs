using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class FullyConnected
{
    public static void Import(Importer importer, TfLiteOperator op)
    {
        var weights = importer.Source(op.Input(1)).Shape;
        var input = importer.Source(op.Input(0)).Shape;
        var output = importer.Source(op.Output);
        if (weights.Rank != 2 || weights[1].Value == 0 || input.ElementCount % weights[1].Value != 0 || op.Options.SByte(1) != 0)
        {
            throw importer.Refuse($"weights {weights} do not fit the input {input}, or are shuffled");
        }

        var rows = input.ElementCount / weights[1].Value;
        var node = importer.EmitNode(
            "Gemm",
            output.Name,
            ElementType.Float,
            Shape.Of(rows, weights[0].Value),
            importer.Real(op.Input(0), Shape.Of(rows, weights[1].Value)),
            importer.Weights(op.Input(1), [0, 1]),
            Bias.Of(importer, op.Input(2), op.Input(0), op.Input(1)));
        node.SetAttribute("transB", 1L);
        importer.DefineReal(op.Output, Layout.ChannelsLast, node.Output, op.Options.SByte(0));
    }
}
