using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class Conversions
{
    /// <summary>From numbers to codes, or from codes to others.</summary>
    public static void Quantize(Importer importer, TfLiteOperator op)
    {
        var layout = Elementwise.LayoutOf(importer, op);
        if (Codes.AreSame(importer.Source(op.Input(0)), importer.Source(op.Output)))
        {
            importer.Define(op.Output, layout, importer.Value(op.Input(0), layout));
            return;
        }

        importer.DefineReal(op.Output, layout, importer.Real(op.Input(0), layout));
    }

    /// <summary>Also what models with half-precision weights use to widen them.</summary>
    public static void Dequantize(Importer importer, TfLiteOperator op)
    {
        var layout = Elementwise.LayoutOf(importer, op);
        importer.Define(op.Output, layout, importer.Real(op.Input(0), layout));
    }

    public static void Cast(Importer importer, TfLiteOperator op)
    {
        var layout = Elementwise.LayoutOf(importer, op);
        var output = importer.Source(op.Output);
        var value = importer.Value(op.Input(0), layout);
        var node = importer.EmitNode("Cast", output.Name, output.Type, value.Shape!, value);
        node.SetAttribute("to", (long)output.Type);
        importer.Define(op.Output, layout, node.Output);
    }
}
