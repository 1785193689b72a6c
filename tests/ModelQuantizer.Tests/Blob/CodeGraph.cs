using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Blob;

/// <summary>Builds small quantized models: every operator between a DequantizeLinear and a QuantizeLinear, values from a seed.</summary>
internal sealed class CodeGraph(int seed, ElementType type = ElementType.UInt8)
{
    private readonly Random _random = new(seed);
    private readonly Dictionary<Tensor, (float Scale, int Zero)> _codes = [];

    public ModelGraph Graph { get; } = new("made");

    public Tensor Input(params long[] shape)
    {
        var input = Graph.AddInput("x", type, Shape.Of(shape));
        _codes[input] = (0.02f + _random.NextSingle() * 0.1f, Zero());
        return input;
    }

    public ModelGraph Ending(params Tensor[] outputs)
    {
        foreach (var output in outputs)
        {
            Graph.AddOutput(output);
        }

        return Graph;
    }

    /// <summary>Codes of a real tensor.</summary>
    public Tensor Quantize(Tensor real, float scale, int? zero = null)
    {
        var (chosen, place) = (scale, zero ?? Zero());
        var codes = Graph.Add("QuantizeLinear", "q", real, Scalar(chosen), Code(place)).Output;
        _codes[codes] = (chosen, place);
        codes.Type = type;
        return codes;
    }

    /// <summary>Codes under the scale of other codes.</summary>
    public Tensor QuantizeAs(Tensor real, Tensor codes) => Quantize(real, _codes[codes].Scale, _codes[codes].Zero);

    public Tensor Real(Tensor codes)
    {
        var (scale, zero) = _codes[codes];
        return Graph.Add("DequantizeLinear", "dq", codes, Scalar(scale), Code(zero)).Output;
    }

    /// <summary>Codes moved as codes keep their scale.</summary>
    public Tensor Moved(Tensor from, Tensor to)
    {
        _codes[to] = _codes[from];
        return to;
    }

    public Node Conv(Tensor codes, long[] weights, bool perChannel = true, bool withBias = true)
    {
        var channels = (int)weights[0];
        var scales = Scales(perChannel ? channels : 1);
        var w = Weights(weights, scales, 0);
        var bias = withBias ? Bias(codes, scales, channels) : null;
        var node = Graph.Add("Conv", "conv", Real(codes), w, bias);
        node.SetAttribute("kernel_shape", weights[2..]);
        return node;
    }

    public Node Gemm(Tensor codes, int inputs, int outputs, bool transposed, bool perChannel)
    {
        var scales = Scales(perChannel ? outputs : 1);
        var w = Weights(transposed ? [outputs, inputs] : [inputs, outputs], scales, transposed ? 0 : 1);
        var node = Graph.Add("Gemm", "gemm", Real(codes), w, Bias(codes, scales, outputs));
        node.SetAttribute("transB", transposed ? 1L : 0L);
        return node;
    }

    public Node MatMul(Tensor codes, int inputs, int outputs) =>
        Graph.Add("MatMul", "matmul", Real(codes), Weights([inputs, outputs], Scales(1), 1));

    public Tensor Clip(Tensor real, float low, float high) =>
        Graph.Add("Clip", "clip", real, Scalar(low), Scalar(high)).Output;

    public Tensor Number(float value) => Scalar(value);

    /// <summary>Random constants.</summary>
    public Tensor Numbers(float low, float high, params long[] shape)
    {
        var values = new float[shape.Aggregate(1L, (product, size) => product * size)];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = low + _random.NextSingle() * (high - low);
        }

        return Graph.AddConstant("numbers", TensorData.Floats(values, shape));
    }

    /// <summary>Random constants as codes of one scale, of the model's type.</summary>
    public Tensor CodedNumbers(params long[] shape)
    {
        var codes = new byte[shape.Aggregate(1L, (product, size) => product * size)];
        _random.NextBytes(codes);
        var constant = Graph.AddConstant("coded", new TensorData(type, shape, codes));
        return Graph.Add("DequantizeLinear", "dqc", constant, Scalar(0.01f + _random.NextSingle() * 0.02f), Code(Zero())).Output;
    }

    public Tensor List(params long[] values) => Graph.AddConstant("list", TensorData.List(values));

    public Tensor Filler(Tensor codes) => Code(_codes[codes].Zero);

    /// <summary>A zero point given as a code from 0 to 255.</summary>
    public int Unsigned(int code) => type == ElementType.UInt8 ? code : code - 128;

    private int Zero() => type == ElementType.UInt8 ? _random.Next(0, 256) : _random.Next(-128, 128);

    private float[] Scales(int count) => [.. Enumerable.Range(0, count).Select(_ => 0.001f + _random.NextSingle() * 0.02f)];

    private Tensor Weights(long[] shape, float[] scales, int axis)
    {
        var codes = new byte[shape.Aggregate(1L, (product, size) => product * size)];
        _random.NextBytes(codes);
        var constant = Graph.AddConstant("w", new TensorData(ElementType.Int8, shape, codes));
        var zeros = scales.Length == 1
            ? TensorData.Of<sbyte>(ElementType.Int8, [0])
            : TensorData.Of<sbyte>(ElementType.Int8, new sbyte[scales.Length], scales.Length);
        var node = Graph.Add("DequantizeLinear", "dqw", constant, List(scales), Graph.AddConstant("wz", zeros));
        if (scales.Length > 1)
        {
            node.SetAttribute("axis", (long)axis);
        }

        return node.Output;
    }

    private Tensor Bias(Tensor codes, float[] scales, int count)
    {
        var values = Enumerable.Range(0, count).Select(_ => _random.Next(-20000, 20000)).ToArray();
        var constant = Graph.AddConstant("b", TensorData.Of<int>(ElementType.Int32, values, count));
        float[] units = [.. scales.Select(scale => _codes[codes].Scale * scale)];
        var node = Graph.Add("DequantizeLinear", "dqb", constant, List(units));
        if (units.Length > 1)
        {
            node.SetAttribute("axis", 0L);
        }

        return node.Output;
    }

    private Tensor List(float[] values) =>
        Graph.AddConstant("scales", values.Length == 1 ? TensorData.Scalar(values[0]) : TensorData.Floats(values, values.Length));

    private Tensor Scalar(float value) => Graph.AddConstant("value", TensorData.Scalar(value));

    private Tensor Code(int code) => Graph.AddConstant("code", type == ElementType.UInt8
        ? TensorData.Of<byte>(type, [(byte)code])
        : TensorData.Of<sbyte>(type, [(sbyte)code]));
}
