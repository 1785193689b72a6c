using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Reads a <c>GraphProto</c> into a graph. Initializers become constants, also where they are listed as inputs.</summary>
internal sealed class OnnxGraphReader(ModelGraph graph, OnnxTensorReader tensors)
{
    private readonly OnnxAttributeReader _attributes = new(tensors);
    private readonly Dictionary<string, Tensor> _made = new(StringComparer.Ordinal);
    private readonly List<(string Name, ElementType Type, Shape? Shape, int Offset)> _inputs = [];
    private readonly List<(string Name, ElementType Type, Shape? Shape, int Offset)> _outputs = [];
    private readonly List<(string Name, ElementType Type, Shape? Shape)> _values = [];
    private readonly List<OnnxNode> _nodes = [];

    public void Read(WireReader message)
    {
        while (message.Next())
        {
            ReadField(ref message);
        }

        foreach (var (name, type, shape, offset) in _inputs.Where(input => !_made.ContainsKey(input.Name)))
        {
            var tensor = Define(name, offset);
            (tensor.Type, tensor.Shape) = (type, shape);
            graph.AddInput(tensor);
        }

        foreach (var (node, output) in _nodes.SelectMany(node => node.Outputs.Where(name => name.Length > 0).Select(name => (node, name))))
        {
            Define(output, node.Offset);
        }

        foreach (var (name, type, shape) in _values.Concat(_outputs.Select(output => (output.Name, output.Type, output.Shape))))
        {
            if (_made.TryGetValue(name, out var tensor) && !tensor.IsConstant && !graph.IsInput(tensor))
            {
                (tensor.Type, tensor.Shape) = (type, shape);
            }
        }

        for (var i = 0; i < _nodes.Count; i++)
        {
            AddNode(_nodes[i], i);
        }

        foreach (var output in _outputs)
        {
            graph.AddOutput(
                Use(output.Name, $"output '{output.Name}'", output.Offset)
                ?? throw new WireException(output.Offset, "an output has no name"));
        }
    }

    private void ReadField(ref WireReader message)
    {
        var offset = message.Offset;
        switch (message.Field)
        {
            case 1:
                _nodes.Add(OnnxNode.Read(message.Message(), _attributes));
                break;
            case 2:
                graph.Name = message.Text();
                break;
            case 5:
                var (name, data) = tensors.Read(message.Message());
                Define(name, offset).Constant = data;
                break;
            case 11:
                var input = OnnxValueReader.Read(message.Message());
                _inputs.Add((input.Name, input.Type, input.Shape, offset));
                break;
            case 12:
                var output = OnnxValueReader.Read(message.Message());
                _outputs.Add((output.Name, output.Type, output.Shape, offset));
                break;
            case 13:
                _values.Add(OnnxValueReader.Read(message.Message()));
                break;
            case 15:
                throw new WireException(offset, "sparse initializers are not supported: export the model with dense weights");
            default:
                message.Skip();
                break;
        }
    }

    private void AddNode(OnnxNode source, int index)
    {
        var name = source.Name.Length > 0 ? source.Name : $"{source.Op}_{index}";
        var place = $"node {index}, {source.Op} '{source.Name}'";
        var inputs = source.Inputs.Select(input => Use(input, place, source.Offset)).ToArray();
        var outputs = source.Outputs.Select(output => output.Length == 0 ? null : _made[output]).ToArray();
        var node = graph.Add(source.Op, name, inputs, outputs, source.Domain);
        node.OriginalName = source.Name.Length > 0 ? source.Name : null;
        node.OriginalIndex = index;
        foreach (var (attribute, value) in source.Attributes)
        {
            node.SetAttribute(attribute, value);
        }
    }

    private Tensor Define(string name, int offset)
    {
        if (name.Length == 0 || _made.ContainsKey(name))
        {
            throw new WireException(offset, name.Length == 0 ? "a value has no name" : $"'{name}' is defined twice");
        }

        var tensor = graph.AddTensor(name);
        tensor.OriginalName = name;
        return _made[name] = tensor;
    }

    private Tensor? Use(string name, string place, int offset)
    {
        if (name.Length == 0)
        {
            return null;
        }

        return _made.TryGetValue(name, out var tensor)
            ? tensor
            : throw new WireException(offset, $"{place} needs '{name}', which nothing makes");
    }
}
