using System;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Passes;

/// <summary>A Conv or Gemm whose input, weights, bias and result are codes in QDQ form.</summary>
internal sealed class CodedLayer
{
    private CodedLayer(Node node, Node input, Node weights, Node? bias)
    {
        Node = node;
        Weights = weights;
        Bias = bias;
        (InputScale, InputZero) = Scale(input);
    }

    public Node Node { get; private set; }

    /// <summary>The DequantizeLinear of the weights.</summary>
    public Node Weights { get; }

    /// <summary>The DequantizeLinear of the bias; null when there is none.</summary>
    public Node? Bias { get; private set; }

    public float InputScale { get; }

    public int InputZero { get; }

    public TensorData Codes => Weights.RequiredInput(0).Constant!;

    public bool IsConv => Node.Op == "Conv";

    /// <summary>One filter for each channel.</summary>
    public bool IsDepthwise => IsConv && Node.Integer("group", 1) == Outputs && Codes.Shape[1].Value == 1 && Outputs > 1;

    public bool IsOrdinary => !IsConv || Node.Integer("group", 1) == 1;

    public int OutputAxis => IsConv || Node.Integer("transB", 0) != 0 ? 0 : 1;

    public int InputAxis => 1 - OutputAxis;

    public int Outputs => (int)Codes.Shape[OutputAxis].Value;

    public bool IsPadded => (Node.Integers("pads") ?? []).Any(pad => pad != 0);

    /// <summary>Null when the node is none.</summary>
    public static CodedLayer? Of(ModelGraph graph, Node node)
    {
        if (!(node.Is("Conv") || (node.Is("Gemm") && node.Integer("transA", 0) == 0 && node.Float("alpha", 1) == 1
            && node.Float("beta", 1) == 1)) || node.Text("auto_pad", "NOTSET") != "NOTSET")
        {
            return null;
        }

        var input = Decoder(graph, node.RequiredInput(0));
        var weights = Decoder(graph, node.RequiredInput(1));
        var bias = node.Input(2) is { } given ? Decoder(graph, given) : null;
        if (input is null || input.RequiredInput(0).IsConstant || weights?.RequiredInput(0).Constant is not { Type: ElementType.Int8 }
            || (weights.Input(2)?.Constant is { } zeros && zeros.ToIntegers().Any(zero => zero != 0))
            || graph.Uses(weights.Output).Count != 1)
        {
            return null;
        }

        var isBiasUsable = node.Input(2) is null || (bias?.RequiredInput(0).Constant is { Type: ElementType.Int32, Shape.Rank: 1 }
            && graph.Uses(bias.Output).Count == 1);
        return isBiasUsable && input.Input(1)?.Constant is { Count: 1 } ? new CodedLayer(node, input, weights, bias) : null;
    }

    public static (float Scale, int Zero) Scale(Node quantizer) => (
        quantizer.RequiredInput(1).Constant!.ToFloats()[0], (int)(quantizer.Input(2)?.Constant?.ToIntegers()[0] ?? 0));

    /// <summary>Bias codes, zeros when there is none.</summary>
    public int[] BiasCodes => Bias?.RequiredInput(0).Constant!.Span<int>().ToArray() ?? new int[Outputs];

    public float WeightScale(int channel)
    {
        var scales = Weights.RequiredInput(1).Constant!.ToFloats();
        return scales[scales.Length > 1 ? channel : 0];
    }

    /// <summary>Sum of the weight codes of an output over one input, or over all when that is negative.</summary>
    public long Sum(int output, int input)
    {
        long sum = 0;
        var inner = Inner();
        var codes = Codes.Span<sbyte>();
        var inputs = Codes.Shape[InputAxis].Value;
        for (long i = Math.Max(0, input); i < (input < 0 ? inputs : input + 1); i++)
        {
            var start = OutputAxis == 0 ? (output * inputs + i) * inner : i * Outputs + output;
            foreach (var code in codes.Slice((int)start, (int)inner))
            {
                sum += code;
            }
        }

        return sum;
    }

    /// <summary>Whether all weights between an output and an input (or all inputs) are zero.</summary>
    public bool IsZero(int output, int input)
    {
        var inner = Inner();
        var codes = Codes.Span<sbyte>();
        var inputs = Codes.Shape[InputAxis].Value;
        for (long i = Math.Max(0, input); i < (input < 0 ? inputs : input + 1); i++)
        {
            var start = OutputAxis == 0 ? (output * inputs + i) * inner : i * Outputs + output;
            if (codes.Slice((int)start, (int)inner).ContainsAnyExcept((sbyte)0))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Sets the codes of the bias, and makes one when there was none.</summary>
    public void SetBias(ModelGraph graph, int[] codes)
    {
        var data = TensorData.Of<int>(ElementType.Int32, codes, codes.Length);
        if (Bias is not null)
        {
            graph.SetInput(Bias, 0, Constant(graph, Bias.RequiredInput(0), data));
            return;
        }

        float[] scales = [.. Enumerable.Range(0, codes.Length).Select(channel => InputScale * WeightScale(channel))];
        var values = graph.AddConstant($"{Node.Name}_bias", data);
        var scale = graph.AddConstant($"{Node.Name}_bias_scale", TensorData.Floats(scales, scales.Length));
        Bias = graph.Add("DequantizeLinear", $"{Node.Name}_bias_decoded", values, scale);
        Bias.SetAttribute("axis", 0L);
        Node = graph.ReplaceInputs(Node, Node.Input(0), Node.Input(1), Bias.Output);
    }

    /// <summary>Keeps some slices of weights, and with outputs also their scales and biases.</summary>
    public void Keep(ModelGraph graph, int axis, int[] kept)
    {
        graph.SetInput(Weights, 0, Constant(graph, Weights.RequiredInput(0), Slices.Keep(Codes, axis, kept)));
        if (axis == OutputAxis)
        {
            KeepEach(graph, Weights, kept);
            if (Bias is not null)
            {
                var bias = Bias.RequiredInput(0);
                graph.SetInput(Bias, 0, Constant(graph, bias, Slices.Keep(bias.Constant!, 0, kept)));
                KeepEach(graph, Bias, kept);
            }
        }

    }

    public static Node? Decoder(ModelGraph graph, Tensor tensor) =>
        graph.Producer(tensor) is { } producer && producer.Is("DequantizeLinear") ? producer : null;

    private static void KeepEach(ModelGraph graph, Node decoder, int[] kept)
    {
        for (var i = 1; i < decoder.Inputs.Count; i++)
        {
            if (decoder.Inputs[i] is { Constant: { Shape.Rank: 1, Count: > 1 } values } tensor)
            {
                graph.SetInput(decoder, i, Constant(graph, tensor, Slices.Keep(values, 0, kept)));
            }
        }
    }

    private static Tensor Constant(ModelGraph graph, Tensor like, TensorData data)
    {
        var tensor = graph.AddConstant(like.Name, data);
        tensor.OriginalName = like.OriginalName;
        return tensor;
    }

    private long Inner() => Codes.Shape.ToArray().Skip(2).Aggregate(1L, (product, size) => product * size);
}
