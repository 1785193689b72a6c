using System.Linq;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Writes a graph as a <c>ModelProto</c>.</summary>
internal static class OnnxWriter
{
    private const string Producer = "stethos-model-quantizer";

    public static byte[] Write(ModelGraph graph)
    {
        var model = new WireWriter()
            .Integer(1, IrVersion(graph.Opset))
            .Text(2, Producer)
            .Message(7, Graph(graph))
            .Message(8, new WireWriter().Text(1, "").Integer(2, graph.Opset));
        foreach (var (domain, version) in graph.OtherOpsets.Where(pair => graph.Nodes.Any(node => node.Domain == pair.Key)))
        {
            model.Message(8, new WireWriter().Text(1, domain).Integer(2, version));
        }

        foreach (var (key, value) in graph.Metadata)
        {
            model.Message(14, new WireWriter().Text(1, key).Text(2, value));
        }

        return model.ToArray();
    }

    /// <summary>The tensor as a <c>TensorProto</c> with <c>raw_data</c>.</summary>
    internal static WireWriter Tensor(string name, TensorData data)
    {
        var writer = new WireWriter();
        foreach (var dimension in data.Shape)
        {
            writer.Integer(1, dimension.Value);
        }

        return writer.Integer(2, (int)data.Type).OptionalText(8, name).Bytes(9, data.Bytes.Span);
    }

    // Lowest version that knows the opset and lets initializers stand without being inputs (4).
    private static int IrVersion(int opset) => opset switch { <= 18 => 8, <= 20 => 9, _ => 10 };

    private static WireWriter Graph(ModelGraph graph)
    {
        var writer = new WireWriter();
        var order = graph.Order();
        foreach (var node in order)
        {
            writer.Message(1, Node(node));
        }

        writer.Text(2, graph.Name.Length == 0 ? "graph" : graph.Name);
        foreach (var tensor in graph.Tensors.Where(tensor => tensor.IsConstant))
        {
            writer.Message(5, Tensor(tensor.Name, tensor.Constant!));
        }

        foreach (var input in graph.Inputs)
        {
            writer.Message(11, Value(input));
        }

        foreach (var output in graph.Outputs)
        {
            writer.Message(12, Value(output));
        }

        var made = order.SelectMany(node => node.Outputs);
        foreach (var tensor in made.Where(tensor => tensor is { Shape: not null } && !graph.IsOutput(tensor)))
        {
            writer.Message(13, Value(tensor!));
        }

        return writer;
    }

    private static WireWriter Node(Node node)
    {
        var writer = new WireWriter();
        foreach (var input in node.Inputs)
        {
            writer.Text(1, input?.Name ?? "");
        }

        foreach (var output in node.Outputs)
        {
            writer.Text(2, output?.Name ?? "");
        }

        writer.Text(3, node.Name).Text(4, node.Op);
        foreach (var (name, value) in node.Attributes)
        {
            if (value.Kind is AttributeKind.Graph or AttributeKind.Other)
            {
                writer.Bytes(5, value.Encoded.Span);
            }
            else
            {
                writer.Message(5, Attribute(name, value));
            }
        }

        return writer.OptionalText(7, node.Domain);
    }

    private static WireWriter Attribute(string name, AttributeValue value)
    {
        var writer = new WireWriter().Text(1, name);
        switch (value.Kind)
        {
            case AttributeKind.Float:
                writer.Float(2, value.Float);
                break;
            case AttributeKind.Integer:
                writer.Integer(3, value.Integer);
                break;
            case AttributeKind.Text:
                writer.Bytes(4, value.TextBytes.Span);
                break;
            case AttributeKind.Tensor:
                writer.Message(5, Tensor("", value.Tensor));
                break;
            case AttributeKind.Floats:
                value.Floats.Aggregate(writer, (at, number) => at.Float(7, number));
                break;
            case AttributeKind.Integers:
                value.Integers.Aggregate(writer, (at, number) => at.Integer(8, number));
                break;
            default:
                value.Texts.Aggregate(writer, (at, text) => at.Text(9, text));
                break;
        }

        return writer.Integer(20, (int)value.Kind);
    }

    private static WireWriter Value(Tensor tensor)
    {
        var type = new WireWriter().Integer(1, (int)tensor.Type);
        if (tensor.Shape is { } shape)
        {
            var dimensions = new WireWriter();
            foreach (var dimension in shape)
            {
                dimensions.Message(1, Dimension(dimension));
            }

            type.Message(2, dimensions);
        }

        var writer = new WireWriter().Text(1, tensor.Name);
        return tensor.Type == ElementType.Undefined ? writer : writer.Message(2, new WireWriter().Message(1, type));
    }

    private static WireWriter Dimension(Dimension dimension) =>
        dimension.IsKnown ? new WireWriter().Integer(1, dimension.Value) : new WireWriter().OptionalText(2, dimension.Symbol);
}
