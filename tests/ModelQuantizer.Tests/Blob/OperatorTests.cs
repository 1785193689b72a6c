using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Inference;
using Stethos.ModelQuantizer.Blob;
using Stethos.ModelQuantizer.Graph;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>Each operator in small models made here, arithmetic B, against ONNX Runtime: no code may differ.</summary>
public sealed class OperatorTests(ITestOutputHelper output)
{
    private const int Runs = 24;

    private static readonly Dictionary<string, Func<CodeGraph, ModelGraph>> Models = new()
    {
        ["conv 3x3 padded"] = g => Window(g, g.Input(1, 5, 9, 8), [7, 5, 3, 3], [1, 1, 1, 1], [1, 1], [1, 1], 1),
        ["conv 3x2 strided, uneven pads"] = g => Window(g, g.Input(1, 3, 9, 8), [6, 3, 3, 2], [0, 1, 1, 0], [2, 3], [1, 1], 1),
        ["conv dilated"] = g => Window(g, g.Input(1, 4, 11, 10), [5, 4, 3, 3], [2, 2, 2, 2], [1, 1], [2, 2], 1),
        ["conv 1x1"] = g => Window(g, g.Input(1, 13, 4, 5), [9, 13, 1, 1], [0, 0, 0, 0], [1, 1], [1, 1], 1),
        ["conv 1x1 strided"] = g => Window(g, g.Input(1, 6, 7, 7), [5, 6, 1, 1], [0, 0, 0, 0], [2, 2], [1, 1], 1),
        ["conv of one channel"] = g => Window(g, g.Input(1, 1, 9, 9), [4, 1, 5, 5], [2, 2, 2, 2], [2, 2], [1, 1], 1),
        ["conv 1d"] = g => Window(g, g.Input(1, 3, 40), [8, 3, 7], [3, 3], [2], [1], 1),
        ["depthwise 3x3"] = g => Window(g, g.Input(1, 6, 9, 8), [6, 1, 3, 3], [1, 1, 1, 1], [1, 1], [1, 1], 6),
        ["depthwise 1x5 strided"] = g => Window(g, g.Input(1, 7, 4, 12), [7, 1, 1, 5], [0, 2, 0, 2], [1, 2], [1, 1], 7),
        ["depthwise with two results per channel"] = g => Window(g, g.Input(1, 3, 8, 8), [6, 1, 3, 3], [1, 1, 1, 1], [1, 1], [1, 1], 3),
        ["conv of two groups"] = g => Window(g, g.Input(1, 6, 9, 8), [8, 3, 3, 3], [1, 1, 1, 1], [1, 1], [1, 1], 2),
        ["conv of three groups, pointwise"] = g => Window(g, g.Input(1, 12, 5, 4), [9, 4, 1, 1], [0, 0, 0, 0], [1, 1], [1, 1], 3),
        ["conv 1d of two groups"] = g => Window(g, g.Input(1, 4, 30), [6, 2, 5], [2, 2], [2], [1], 2),
        ["conv with one scale, no bias"] = g =>
            g.Ending(g.Quantize(g.Conv(g.Input(1, 3, 6, 6), [4, 3, 3, 3], perChannel: false, withBias: false).Output, 0.2f)),
        ["gemm per channel"] = g => g.Ending(g.Quantize(g.Gemm(g.Input(1, 37), 37, 11, true, true).Output, 0.3f)),
        ["gemm of rows, not transposed, one scale"] = g => g.Ending(g.Quantize(g.Gemm(g.Input(5, 16), 16, 9, false, false).Output, 0.3f)),
        ["matmul"] = g => g.Ending(g.Quantize(g.MatMul(g.Input(1, 4, 20), 20, 6).Output, 0.3f)),
        ["relu folded"] = g =>
        {
            var real = g.Gemm(g.Input(1, 24), 24, 10, true, true).Output;
            return g.Ending(g.Quantize(g.Graph.Add("Relu", "relu", real).Output, 0.2f, g.Unsigned(0)));
        },
        ["mean of the whole map"] = g => Pool(g, "GlobalAveragePool", g.Input(1, 9, 7, 6), null, null, 0.05f),
        ["mean of a window over the whole map"] = g => Pool(g, "AveragePool", g.Input(1, 8, 5, 4), [5, 4], [0, 0, 0, 0], 0.04f),
        ["mean of windows"] = g => Pool(g, "AveragePool", g.Input(1, 5, 8, 9), [3, 2], [0, 0, 0, 0], 0.06f),
        ["mean of windows with padding"] = g => Pool(g, "AveragePool", g.Input(1, 5, 8, 9), [3, 3], [1, 1, 1, 1], 0.06f),
        ["mean over height and width"] = g => Mean(g, true),
        ["mean over height and width without them"] = g => Mean(g, false),
        ["maximum of windows"] = g => Largest(g, "MaxPool"),
        ["maximum of the whole map"] = g => Largest(g, "GlobalMaxPool"),
        ["sum"] = g =>
        {
            var x = g.Input(1, 4, 6, 6);
            var a = g.Quantize(g.Conv(x, [8, 4, 3, 3]).Output, 0.2f);
            var b = g.Quantize(g.Conv(x, [8, 4, 3, 3]).Output, 0.15f);
            return g.Ending(g.Quantize(g.Graph.Add("Add", "add", g.Real(a), g.Real(b)).Output, 0.3f));
        },
        ["softmax"] = g =>
        {
            var logits = g.Quantize(g.Gemm(g.Input(1, 16), 16, 10, true, true).Output, 0.08f);
            return g.Ending(g.Quantize(g.Graph.Add("Softmax", "softmax", g.Real(logits)).Output, 1f / 256, g.Unsigned(0)));
        },
        ["softmax of rows"] = g => g.Ending(
            g.Quantize(g.Graph.Add("Softmax", "softmax", g.Real(g.Input(3, 7))).Output, 1f / 256, g.Unsigned(0))),
        ["logistic"] = g => g.Ending(g.Quantize(g.Graph.Add("Sigmoid", "sigmoid", g.Real(g.Input(1, 70))).Output, 1f / 256, g.Unsigned(0))),
        ["tanh"] = g => g.Ending(g.Quantize(g.Graph.Add("Tanh", "tanh", g.Real(g.Input(1, 70))).Output, 1f / 128, g.Unsigned(128))),
        ["mul by a number"] = g => g.Ending(g.Quantize(g.Graph.Add("Mul", "mul", g.Real(g.Input(1, 70)), g.Number(1.7f)).Output, 0.1f)),
        ["a number less codes"] = g => g.Ending(
            g.Quantize(g.Graph.Add("Sub", "sub", g.Number(0.3f), g.Real(g.Input(1, 70))).Output, 0.05f)),
        ["add of coded numbers by column"] = g =>
        {
            var x = g.Input(1, 18);
            return g.Ending(g.Quantize(g.Graph.Add("Add", "add", g.Real(x), g.CodedNumbers(18)).Output, 0.1f));
        },
        ["mul of coded numbers by map"] = g =>
        {
            var x = g.Input(1, 6, 5, 4);
            return g.Ending(g.Quantize(g.Graph.Add("Mul", "mul", g.Real(x), g.CodedNumbers(6, 1, 1)).Output, 0.1f));
        },
        ["standardising by column"] = g => Standardised(g, g.Input(1, 18), 18),
        ["standardising of rows"] = g => Standardised(g, g.Input(1, 7, 9), 9),
        ["standardising by map"] = g => Standardised(g, g.Input(1, 5, 6, 4), 5, 1, 1),
        ["standardising behind a convolution, by map"] = g =>
        {
            var map = g.Quantize(g.Conv(g.Input(1, 3, 6, 6), [8, 3, 3, 3]).Output, 0.2f);
            return Standardised(g, map, 1, 8, 1, 1);
        },
        ["logistic of a product"] = g =>
        {
            var product = g.Graph.Add("Mul", "mul", g.Real(g.Input(1, 70)), g.Number(2.5f)).Output;
            return g.Ending(g.Quantize(g.Graph.Add("Sigmoid", "sigmoid", product).Output, 1f / 256, g.Unsigned(0)));
        },
        ["requantize"] = g => g.Ending(g.Quantize(g.Real(g.Input(1, 70)), 0.09f)),
        ["clip alone"] = g => g.Ending(g.Quantize(g.Clip(g.Real(g.Input(1, 70)), -1, 2), 0.03f)),
        ["concat of two scales"] = g =>
        {
            var x = g.Input(1, 3, 6, 6);
            var a = g.Quantize(g.Conv(x, [4, 3, 1, 1]).Output, 0.2f);
            var b = g.Quantize(g.Conv(x, [5, 3, 1, 1]).Output, 0.15f);
            var joined = g.Graph.Add("Concat", "concat", g.Real(a), g.Real(b));
            joined.SetAttribute("axis", 1L);
            return g.Ending(g.Quantize(joined.Output, 0.3f));
        },
        ["concat of codes along the height"] = g =>
        {
            var x = g.Input(1, 3, 4, 5);
            var joined = g.Graph.Add("Concat", "concat", x, x);
            joined.SetAttribute("axis", 2L);
            return g.Ending(g.Quantize(g.Conv(g.Moved(x, joined.Output), [4, 3, 3, 3]).Output, 0.3f));
        },
        ["pad of codes"] = g =>
        {
            var x = g.Input(1, 3, 4, 5);
            var padded = g.Graph.Add("Pad", "pad", x, g.List(0, 0, 1, 2, 0, 1, 0, 3), g.Filler(x)).Output;
            return g.Ending(g.Quantize(g.Conv(g.Moved(x, padded), [4, 4, 2, 2]).Output, 0.3f));
        },
        ["reshape after a map"] = g =>
        {
            var map = g.Quantize(g.Conv(g.Input(1, 3, 5, 4), [6, 3, 2, 2]).Output, 0.2f);
            var flat = g.Graph.Add("Reshape", "reshape", map, g.List(1, 72)).Output;
            return g.Ending(g.Quantize(g.Gemm(g.Moved(map, flat), 72, 5, true, true).Output, 0.9f));
        },
        ["transposes"] = g =>
        {
            var x = g.Input(1, 6, 5, 4);
            var last = g.Graph.Add("Transpose", "transpose", x);
            last.SetAttribute("perm", new[] { 0L, 3, 1, 2 });
            return g.Ending(g.Quantize(g.Conv(g.Moved(x, last.Output), [3, 4, 2, 2]).Output, 0.3f));
        },
        ["slice"] = g =>
        {
            var x = g.Input(1, 3, 8, 7);
            var part = g.Graph.Add("Slice", "slice", x, g.List(2, -5), g.List(7, 100), g.List(2, 3), g.List(1, 1)).Output;
            return g.Ending(g.Quantize(g.Conv(g.Moved(x, part), [4, 3, 2, 2]).Output, 0.3f));
        },
        ["two outputs"] = g =>
        {
            var x = g.Input(1, 12);
            return g.Ending(g.Quantize(g.Gemm(x, 12, 3, true, true).Output, 0.3f), g.Quantize(g.Gemm(x, 12, 5, true, true).Output, 0.2f));
        },
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Operator_equals_ONNX_Runtime_in_every_code(string name)
    {
        foreach (var type in new[] { ElementType.UInt8, ElementType.Int8 })
        {
            for (var seed = 0; seed < 3; seed++)
            {
                var blob = BlobCompiler.Compile(Models[name](new CodeGraph(seed, type)), new BlobOptions { ProofRuns = Runs });
                var device = new DeviceRunner(blob.Bytes, name);
                Assert.Equal(ModelErrorCode.None, device.Model.SelfTest());
                Assert.Equal(type == ElementType.UInt8, device.Model.Input(0).IsUnsigned);
                Assert.True(IsVaried(device, seed), $"{name}, seed {seed}: all results are equal, which proves nothing");
            }
        }

        output.WriteLine($"{name}: seeds 0 to 2, {Runs} inputs each");
    }

    private static bool IsVaried(DeviceRunner device, int seed)
    {
        var random = new Random(seed);
        var input = new byte[device.Model.InputLength];
        return Enumerable.Range(0, 8).Select(_ =>
        {
            random.NextBytes(input);
            return Convert.ToHexString(device.Run(input));
        }).Distinct().Count() > 1;
    }

    private static ModelGraph Window(CodeGraph g, Tensor x, long[] weights, long[] pads, long[] strides, long[] dilations, long groups)
    {
        var conv = g.Conv(x, weights);
        conv.SetAttribute("pads", pads);
        conv.SetAttribute("strides", strides);
        conv.SetAttribute("dilations", dilations);
        conv.SetAttribute("group", groups);
        return g.Ending(g.Quantize(conv.Output, 0.25f));
    }

    private static ModelGraph Standardised(CodeGraph g, Tensor x, params long[] shape)
    {
        var centred = g.Graph.Add("Sub", "centred", g.Real(x), g.Numbers(-2, 2, shape)).Output;
        var scaled = g.Graph.Add("Mul", "scaled", centred, g.Numbers(0.5f, 3, shape)).Output;
        return g.Ending(g.Quantize(g.Clip(scaled, -4, 4), 0.04f));
    }

    private static ModelGraph Pool(CodeGraph g, string op, Tensor x, long[]? kernel, long[]? pads, float scale)
    {
        var pool = g.Graph.Add(op, "pool", g.Real(x));
        if (kernel is not null)
        {
            pool.SetAttribute("kernel_shape", kernel);
            pool.SetAttribute("pads", pads!);
            pool.SetAttribute("strides", new[] { 2L, 1L });
        }

        return g.Ending(g.Quantize(pool.Output, scale));
    }

    private static ModelGraph Mean(CodeGraph g, bool keeps)
    {
        var map = g.Quantize(g.Conv(g.Input(1, 3, 6, 6), [8, 3, 3, 3]).Output, 0.2f);
        var mean = g.Graph.Add("ReduceMean", "mean", g.Real(map), g.List(2, 3));
        mean.SetAttribute("keepdims", keeps ? 1L : 0L);
        return g.Ending(g.Quantize(mean.Output, 0.05f));
    }

    private static ModelGraph Largest(CodeGraph g, string op)
    {
        var x = g.Input(1, 4, 7, 7);
        var pool = g.Graph.Add(op, "pool", g.Real(x));
        if (op == "MaxPool")
        {
            pool.SetAttribute("kernel_shape", new[] { 3L, 2L });
            pool.SetAttribute("pads", new[] { 1L, 0, 1, 1 });
            pool.SetAttribute("strides", new[] { 2L, 2L });
        }

        return g.Ending(g.QuantizeAs(pool.Output, x));
    }
}
