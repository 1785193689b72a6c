using System;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Execution;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Blob.Lowering;

/// <summary>Functions of one code: a table of 256, in arithmetic B computed by ONNX Runtime itself.</summary>
internal static class Lookups
{
    private const int CodeCount = ModelFormat.CodeCount;

    public static void Requantize(Lowerer lowerer, Node node, Operand input, Target target)
    {
        var table = lowerer.Arithmetic == Arithmetic.A ? FixedTable(input, target) : RealTable(lowerer, null, input, target);
        Emit(lowerer, node, input, target, table);
    }

    public static void Unary(Lowerer lowerer, Node node, Target target)
    {
        var input = lowerer.Read(node, node.RequiredInput(0));
        var table = lowerer.Arithmetic == Arithmetic.A
            ? FixedTable(lowerer, node, input, target)
            : RealTable(lowerer, node, input, target);
        Emit(lowerer, node, input, target, table);
    }

    public static void Emit(Lowerer lowerer, Node node, Operand input, Target target, byte[] table)
    {
        var output = lowerer.Allocate(target.Tensor, input.Value.Order);
        var operation = new DeviceOperation(OperatorCode.Lookup, node.Name)
        {
            Input = input.Value.Buffer,
            Output = output.Buffer,
            Table = table,
        };
        operation.Parameters[0] = output.Count;
        lowerer.Add(operation);
    }

    // The reference fixes what these two functions give.
    private static byte[] FixedTable(Lowerer lowerer, Node node, Operand input, Target target)
    {
        var table = (node.Op, target.Scale, target.Zero) switch
        {
            ("Sigmoid", 1f / 256, sbyte.MinValue) => FixedFunctions.Logistic(input.Scale, input.Zero),
            ("Tanh", 1f / 128, 0) => FixedFunctions.Tanh(input.Scale, input.Zero),
            ("Sigmoid" or "Tanh", _, _) => throw lowerer.Refuse(
                node, "its result has another scale than arithmetic A fixes (1/256 from the lowest code; Tanh 1/128 around 0)",
                "use arithmetic B, or that scale"),
            _ => throw lowerer.Refuse(node, "arithmetic A has no reference for it here", "use arithmetic B"),
        };
        return [.. table.Select(code => (byte)Math.Clamp((sbyte)code, target.Low, target.High))];
    }

    private static byte[] FixedTable(Operand input, Target target)
    {
        var (multiplier, shift) = Rescale.Fixed(input.Scale / (double)target.Scale);
        return
        [
            .. Enumerable.Range(-128, CodeCount).Select(code => (byte)Math.Clamp(
                FixedPoint.Multiply(code - input.Zero, multiplier, shift) + target.Zero, target.Low, target.High)),
        ];
    }

    private static byte[] RealTable(Lowerer lowerer, Node? node, Operand input, Target target)
    {
        var graph = new ModelGraph("table");
        var codes = graph.AddInput("codes", ElementType.UInt8, Shape.Of(1, CodeCount));
        var real = graph.Add("DequantizeLinear", "real", codes, Scale(graph, input.Scale), Zero(graph, input.Zero)).Output;
        if (node is not null)
        {
            var function = graph.Add(node.Op, "function", real);
            foreach (var (name, value) in node.Attributes)
            {
                function.SetAttribute(name, value);
            }

            real = function.Output;
        }

        var result = graph.Add("QuantizeLinear", "result", real, Scale(graph, target.Scale), Zero(graph, target.Zero)).Output;
        result.Type = ElementType.UInt8;
        result.Shape = Shape.Of(1, CodeCount);
        graph.AddOutput(result);
        using var runner = new GraphRunner(graph, shapes: graph);
        var all = TensorData.Of<byte>(ElementType.UInt8, [.. Enumerable.Range(0, CodeCount).Select(code => (byte)code)], 1, CodeCount);
        var bytes = runner.Run(all)[0].Bytes.ToArray();
        return [.. bytes.Select(code => (byte)Math.Clamp(code - 128, target.Low, target.High))];
    }

    private static Tensor Scale(ModelGraph graph, float scale) => graph.AddConstant("scale", TensorData.Scalar(scale));

    private static Tensor Zero(ModelGraph graph, int zero) =>
        graph.AddConstant("zero", TensorData.Of<byte>(ElementType.UInt8, [(byte)(zero + 128)]));
}
