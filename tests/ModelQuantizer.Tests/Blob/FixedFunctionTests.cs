using System;
using System.Globalization;
using System.IO;
using System.Linq;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>Logistic and tanh of arithmetic A against the fixed-point functions of TFLite's reference kernels, every code.</summary>
public sealed class FixedFunctionTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_code_is_that_of_the_reference()
    {
        var compared = 0;
        foreach (var line in File.ReadLines(RepositoryFiles.PathOf("tests", "vectors", "model", "fixed-functions.txt")).Skip(1))
        {
            var fields = line.Split(' ');
            var isTanh = fields[0] == "tanh";
            var scale = BitConverter.UInt32BitsToSingle(uint.Parse(fields[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            var zero = int.Parse(fields[2], CultureInfo.InvariantCulture);
            var model = isTanh ? Model("Tanh", scale, zero, 1f / 128, 0) : Model("Sigmoid", scale, zero, 1f / 256, -128);
            var blob = BlobCompiler.Compile(model, new BlobOptions { Arithmetic = Arithmetic.A });
            var codes = Enumerable.Range(-128, 256).Select(code => (byte)code).ToArray();
            Assert.Equal(Convert.FromHexString(fields[3]), new DeviceRunner(blob.Bytes, fields[0]).Run(codes));
            compared += codes.Length;
        }

        Assert.Equal(24 * 256, compared);
        output.WriteLine($"{compared} codes equal");
    }

    [Theory]
    [InlineData("Sigmoid", 1f / 128, -128)]
    [InlineData("Sigmoid", 1f / 256, 0)]
    [InlineData("Tanh", 1f / 256, 0)]
    [InlineData("LeakyRelu", 0.1f, 0)]
    public void What_the_reference_does_not_define_is_refused(string op, float scale, int zero)
    {
        var wrong = Assert.Throws<ModelException>(
            () => BlobCompiler.Compile(Model(op, 0.1f, 0, scale, zero), new BlobOptions { Arithmetic = Arithmetic.A }));
        Assert.Contains($"{op} 'function' cannot run on a device: ", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("use arithmetic B", wrong.Message, StringComparison.Ordinal);
    }

    private static ModelGraph Model(string op, float scale, int zero, float resultScale, int resultZero)
    {
        var graph = new ModelGraph("function");
        var codes = graph.AddInput("x", ElementType.Int8, Shape.Of(1, 256));
        var real = graph.Add("DequantizeLinear", "dq", codes, Scalar(graph, scale), Zero(graph, zero)).Output;
        var result = graph.Add(op, "function", real).Output;
        var last = graph.Add("QuantizeLinear", "q", result, Scalar(graph, resultScale), Zero(graph, resultZero)).Output;
        last.Type = ElementType.Int8;
        graph.AddOutput(last);
        return graph;
    }

    private static Tensor Scalar(ModelGraph graph, float value) => graph.AddConstant("scale", TensorData.Scalar(value));

    private static Tensor Zero(ModelGraph graph, int value) =>
        graph.AddConstant("zero", TensorData.Of<sbyte>(ElementType.Int8, [(sbyte)value]));
}
