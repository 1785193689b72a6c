using System;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Blob.Lowering;
using Stethos.ModelQuantizer.Graph;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>
/// One network through every kernel, as golden blobs with inputs and outputs that devices run. Of arithmetic B, ONNX Runtime gives
/// the same; that of A neither standardises nor changes a scale where it averages or joins. With STETHOS_WRITE=1 in the environment
/// the test writes them.
/// </summary>
public sealed class GoldenNetworkTests
{
    // Of the first sixty the one whose results vary most.
    private const int Seed = 16;

    [Theory]
    [InlineData(Arithmetic.A, "network-a.nqm")]
    [InlineData(Arithmetic.B, "network-b.nqm")]
    public void The_golden_network_is_what_the_compiler_makes(Arithmetic arithmetic, string name)
    {
        var network = Network(new CodeGraph(Seed), arithmetic == Arithmetic.B);
        var blob = BlobCompiler.Compile(network, new BlobOptions { Arithmetic = arithmetic }).Bytes;
        var path = RepositoryFiles.PathOf("tests", "vectors", "model", name);
        if (Environment.GetEnvironmentVariable("STETHOS_WRITE") == "1")
        {
            File.WriteAllBytes(path, blob);
        }

        Assert.Equal(File.ReadAllBytes(path), blob);
        var model = new Model();
        Assert.Equal(ModelErrorCode.None, model.Prepare(blob, 0, blob.Length, 1 << 16, true));
        Assert.Equal(ModelErrorCode.None, model.SelfTest());
        Assert.InRange(Distinct(model), 40, 50);
        foreach (var code in Enum.GetValues<OperatorCode>().Where(code => code != OperatorCode.None))
        {
            Assert.Equal(arithmetic == Arithmetic.B || code != OperatorCode.ChannelLookup, Uses(blob, code));
        }
    }

    // Results of fifty inputs: a network that saturates proves nothing.
    private static int Distinct(Model model)
    {
        var random = new Random(1);
        var input = new byte[model.InputLength];
        var output = new byte[model.OutputLength];
        return Enumerable.Range(0, 50).Select(_ =>
        {
            random.NextBytes(input);
            Assert.Equal(ModelErrorCode.None, model.Run(input, 0, output, 0));
            return Convert.ToHexString(output);
        }).Distinct().Count();
    }

    private static bool Uses(byte[] blob, OperatorCode code)
    {
        var at = BitConverter.ToInt32(blob, ModelFormat.OperatorsAt);
        for (var i = 0; i < BitConverter.ToInt32(blob, ModelFormat.OperatorCountAt); i++)
        {
            if (blob[at + (i * ModelFormat.OperatorLength)] == (byte)code)
            {
                return true;
            }
        }

        return false;
    }

    private static ModelGraph Network(CodeGraph g, bool isFree)
    {
        var x = g.Input(1, 3, 8, 8);
        var map = Windows(g, isFree ? Standardised(g, x) : x, [6, 3, 3, 3], 1);
        var sum = g.Quantize(g.Graph.Add("Add", "add", g.Real(map), g.Real(Windows(g, map, [6, 1, 3, 3], 6))).Output, 0.5f);
        var largest = g.QuantizeAs(Pool(g, "MaxPool", sum, 2, 0, 2), sum);
        var wide = Joined(
            g, g.Conv(largest, [4, 6, 1, 1]).Output, Pool(g, "AveragePool", largest, 3, 1, 1), isFree ? null : largest);
        var padded = g.Graph.Add("Pad", "pad", wide, g.List(0, 0, 1, 1, 0, 0, 0, 0), g.Filler(wide)).Output;
        var small = g.Quantize(g.Conv(g.Moved(wide, padded), [5, 10, 2, 2]).Output, 0.3f);
        var curved = g.Quantize(g.Graph.Add("Sigmoid", "sigmoid", g.Real(small)).Output, 1f / 256, g.Unsigned(0));
        var real = g.Graph.Add("GlobalAveragePool", "mean", g.Real(curved)).Output;
        var mean = isFree ? g.Quantize(real, 0.004f, g.Unsigned(0)) : g.QuantizeAs(real, curved);
        var flat = g.Graph.Add("Reshape", "reshape", mean, g.List(1, 5)).Output;
        var logits = g.Quantize(g.Gemm(g.Moved(mean, flat), 5, 4, true, true).Output, 0.08f);
        return g.Ending(g.Quantize(g.Graph.Add("Softmax", "softmax", g.Real(logits)).Output, 1f / 256, g.Unsigned(0)));
    }

    private static Tensor Standardised(CodeGraph g, Tensor x)
    {
        var centred = g.Graph.Add("Sub", "centred", g.Real(x), g.Numbers(-2, 2, 3, 1, 1)).Output;
        var scaled = g.Graph.Add("Mul", "scaled", centred, g.Numbers(0.5f, 3, 3, 1, 1)).Output;
        return g.Quantize(g.Clip(scaled, -4, 4), 0.04f);
    }

    // Of scales of their own, or all of the scale of other codes.
    private static Tensor Joined(CodeGraph g, Tensor first, Tensor second, Tensor? scale)
    {
        var joined = scale is null
            ? g.Graph.Add("Concat", "concat", g.Real(g.Quantize(first, 0.3f)), g.Real(g.Quantize(second, 0.2f)))
            : g.Graph.Add("Concat", "concat", g.QuantizeAs(first, scale), g.QuantizeAs(second, scale));
        joined.SetAttribute("axis", 1L);
        return scale is null ? g.Quantize(joined.Output, 0.4f) : g.Moved(scale, joined.Output);
    }

    private static Tensor Windows(CodeGraph g, Tensor codes, long[] weights, long groups)
    {
        var conv = g.Conv(codes, weights);
        conv.SetAttribute("pads", new[] { 1L, 1, 1, 1 });
        conv.SetAttribute("group", groups);
        return g.Quantize(conv.Output, 0.25f);
    }

    private static Tensor Pool(CodeGraph g, string op, Tensor codes, long side, long pad, long stride)
    {
        var pool = g.Graph.Add(op, "pool", g.Real(codes));
        pool.SetAttribute("kernel_shape", new[] { side, side });
        pool.SetAttribute("pads", new[] { pad, pad, pad, pad });
        pool.SetAttribute("strides", new[] { stride, stride });
        return pool.Output;
    }
}
