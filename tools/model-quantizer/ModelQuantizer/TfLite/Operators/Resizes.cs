using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.TfLite.Operators;

internal static class Resizes
{
    public static void Bilinear(Importer importer, TfLiteOperator op)
    {
        var real = importer.Real(op.Input(0), Layout.ChannelsFirst);
        importer.DefineReal(op.Output, Layout.ChannelsFirst, Resize(importer, op, real, "linear", op.Options.Bool(2), op.Options.Bool(3)));
    }

    /// <summary>Codes stay codes: nothing is computed.</summary>
    public static void Nearest(Importer importer, TfLiteOperator op)
    {
        Movements.CheckSame(importer, op);
        var value = importer.Value(op.Input(0), Layout.ChannelsFirst);
        var resized = Resize(importer, op, value, "nearest", op.Options.Bool(0), op.Options.Bool(1));
        importer.Define(op.Output, Layout.ChannelsFirst, resized);
    }

    private static Tensor Resize(Importer importer, TfLiteOperator op, Tensor input, string mode, bool alignsCorners, bool usesHalfPixels)
    {
        var output = importer.Source(op.Output);
        var shape = Convolutions.First(output.Shape);
        var node = importer.EmitNode("Resize", output.Name, input.Type, shape, input, null, null, importer.List(shape.ToArray()));
        node.SetAttribute("mode", mode);
        node.SetAttribute(
            "coordinate_transformation_mode", alignsCorners ? "align_corners" : usesHalfPixels ? "half_pixel" : "asymmetric");

        // TFLite rounds half up with aligned corners and takes the floor of the shifted coordinate with half pixels, which is the same
        // after ONNX's shift by half a pixel.
        if (mode == "nearest")
        {
            node.SetAttribute("nearest_mode", alignsCorners || usesHalfPixels ? "round_prefer_ceil" : "floor");
        }

        return node.Output;
    }
}
