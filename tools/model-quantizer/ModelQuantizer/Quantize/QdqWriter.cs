using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Quantize;

/// <summary>Puts QuantizeLinear and DequantizeLinear around tensors.</summary>
internal sealed class QdqWriter(ModelGraph graph, bool integerEnds)
{
    /// <summary>A constant of codes and the node that decodes it; returns the decoded tensor.</summary>
    public Tensor Constant(string name, TensorData codes, Quantization quantization)
    {
        var tensor = graph.AddConstant($"{name}_codes", codes);
        tensor.Quantization = quantization;
        return Decode(tensor, quantization, graph.AddTensor($"{name}_decoded", ElementType.Float, codes.Shape));
    }

    /// <summary>
    /// Lets all readers of a tensor read it through codes. The tensor keeps its name where it is visible outside: as a float tensor, or as
    /// codes when the ends of the model are integers.
    /// </summary>
    public void Encode(Tensor tensor, Quantization quantization)
    {
        if (graph.Producer(tensor) is { } producer)
        {
            EncodeResult(tensor, producer, quantization);
        }
        else if (integerEnds)
        {
            var name = tensor.Name;
            graph.Rename(tensor, $"{name}_real");
            var codes = graph.AddTensor(name, quantization.Type, tensor.Shape);
            codes.Quantization = quantization;
            (codes.Layout, codes.OriginalName) = (tensor.Layout, tensor.OriginalName);
            graph.SetInput(graph.Inputs.ToList().IndexOf(tensor), codes);
            Decode(codes, quantization, tensor);
        }
        else
        {
            var real = graph.AddTensor($"{tensor.Name}_real", ElementType.Float, tensor.Shape);
            graph.ReplaceUses(tensor, real);
            Decode(Code(tensor, quantization), quantization, real);
        }
    }

    private void EncodeResult(Tensor tensor, Node producer, Quantization quantization)
    {
        var place = producer.Outputs.ToList().IndexOf(tensor);
        var real = graph.AddTensor($"{tensor.Name}_exact", ElementType.Float, tensor.Shape);
        graph.SetOutput(producer, place, real);
        var codes = Code(real, quantization);
        if (integerEnds && graph.IsOutput(tensor))
        {
            var name = tensor.Name;
            graph.Rename(tensor, $"{name}_real");
            graph.Rename(codes, name);
            codes.Layout = tensor.Layout;
            graph.SetOutput(graph.Outputs.ToList().IndexOf(tensor), codes);
        }

        Decode(codes, quantization, tensor);
    }

    private Tensor Code(Tensor real, Quantization quantization)
    {
        var (scale, zero) = Settings(real.Name, quantization);
        var codes = graph.AddTensor($"{real.Name}_codes", quantization.Type, real.Shape);
        codes.Quantization = quantization;
        graph.Add("QuantizeLinear", $"{real.Name}_quantize", [real, scale, zero], [codes]);
        return codes;
    }

    private Tensor Decode(Tensor codes, Quantization quantization, Tensor target)
    {
        var (scale, zero) = Settings(codes.Name, quantization);
        var node = graph.Add("DequantizeLinear", $"{codes.Name}_dequantize", [codes, scale, zero], [target]);
        if (quantization.Axis is { } axis)
        {
            node.SetAttribute("axis", (long)axis);
        }

        return target;
    }

    private (Tensor Scale, Tensor Zero) Settings(string name, Quantization quantization)
    {
        long[] shape = quantization.IsPerChannel ? [quantization.Scales.Count] : [];
        return (
            graph.AddConstant($"{name}_scale", TensorData.Floats([.. quantization.Scales], shape)),
            graph.AddConstant($"{name}_zero", CodeScale.Pack(quantization.Type, [.. quantization.ZeroPoints], shape)));
    }
}
