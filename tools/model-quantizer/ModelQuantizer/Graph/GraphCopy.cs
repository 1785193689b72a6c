using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>Copies a graph.</summary>
internal static class GraphCopy
{
    public static ModelGraph Of(ModelGraph source)
    {
        var copy = new ModelGraph(source.Name, source.Provenance) { Opset = source.Opset };
        foreach (var (domain, version) in source.OtherOpsets)
        {
            copy.OtherOpsets[domain] = version;
        }

        foreach (var (key, value) in source.Metadata)
        {
            copy.Metadata[key] = value;
        }

        var twins = source.Tensors.ToDictionary(tensor => tensor, tensor => Copy(copy, tensor));
        foreach (var node in source.Nodes)
        {
            Copy(copy, node, twins);
        }

        foreach (var input in source.Inputs)
        {
            copy.AddInput(twins[input]);
        }

        foreach (var output in source.Outputs)
        {
            copy.AddOutput(twins[output]);
        }

        return copy;
    }

    private static Tensor Copy(ModelGraph copy, Tensor tensor)
    {
        var twin = copy.AddTensor(tensor.Name, tensor.Type, tensor.Shape);
        twin.Constant = tensor.Constant;
        twin.Type = tensor.Type;
        twin.Shape = tensor.Shape;
        twin.Layout = tensor.Layout;
        twin.Quantization = tensor.Quantization;
        twin.OriginalName = tensor.OriginalName;
        return twin;
    }

    private static void Copy(ModelGraph copy, Node node, Dictionary<Tensor, Tensor> twins)
    {
        var twin = copy.Add(
            node.Op,
            node.Name,
            node.Inputs.Select(input => input is null ? null : twins[input]),
            node.Outputs.Select(output => output is null ? null : twins[output]),
            node.Domain);
        twin.OriginalName = node.OriginalName;
        twin.OriginalIndex = node.OriginalIndex;
        foreach (var (name, value) in node.Attributes)
        {
            twin.SetAttribute(name, value);
        }
    }
}
