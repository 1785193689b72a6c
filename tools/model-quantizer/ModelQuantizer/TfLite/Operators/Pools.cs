using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class Pools
{
    public static void Average(Importer importer, TfLiteOperator op)
    {
        var real = importer.Real(op.Input(0), Layout.ChannelsFirst);
        importer.DefineReal(op.Output, Layout.ChannelsFirst, Pool(importer, op, "AveragePool", real), op.Options.SByte(5));
    }

    /// <summary>The largest of some codes is the code of the largest number, so codes stay codes when their scale does.</summary>
    public static void Max(Importer importer, TfLiteOperator op)
    {
        var input = importer.Source(op.Input(0));
        var output = importer.Source(op.Output);
        if (input.IsQuantized && input.Type != ElementType.Int16 && Codes.AreSame(input, output) && op.Options.SByte(5) == 0)
        {
            var codes = Pool(importer, op, "MaxPool", importer.Value(op.Input(0), Layout.ChannelsFirst));
            importer.Define(op.Output, Layout.ChannelsFirst, codes);
            return;
        }

        var real = importer.Real(op.Input(0), Layout.ChannelsFirst);
        importer.DefineReal(op.Output, Layout.ChannelsFirst, Pool(importer, op, "MaxPool", real), op.Options.SByte(5));
    }

    private static Tensor Pool(Importer importer, TfLiteOperator op, string name, Tensor input)
    {
        var source = importer.Source(op.Input(0)).Shape;
        var output = importer.Source(op.Output);
        long[] strides = [op.Options.Int32(2), op.Options.Int32(1)];
        long[] kernel = [op.Options.Int32(4), op.Options.Int32(3)];
        var node = importer.EmitNode(name, output.Name, input.Type, Convolutions.First(output.Shape), input);
        node.SetAttribute("kernel_shape", kernel);
        node.SetAttribute("strides", strides);
        node.SetAttribute("pads", Padding.Of(op.Options.SByte(0), [source[1].Value, source[2].Value], kernel, strides));
        return node.Output;
    }
}
