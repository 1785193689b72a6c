using System.Collections.Generic;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>A <c>NodeProto</c> as it is in the file.</summary>
internal sealed class OnnxNode
{
    private OnnxNode(int offset)
    {
        Offset = offset;
    }

    public int Offset { get; }

    public string Name { get; private set; } = "";

    public string Domain { get; private set; } = "";

    public string Op { get; private set; } = "";

    public List<string> Inputs { get; } = [];

    public List<string> Outputs { get; } = [];

    public List<(string Name, Graph.AttributeValue Value)> Attributes { get; } = [];

    public static OnnxNode Read(WireReader message, OnnxAttributeReader attributes)
    {
        var node = new OnnxNode(message.Offset);
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    node.Inputs.Add(message.Text());
                    break;
                case 2:
                    node.Outputs.Add(message.Text());
                    break;
                case 3:
                    node.Name = message.Text();
                    break;
                case 4:
                    node.Op = message.Text();
                    break;
                case 5:
                    node.Attributes.Add(attributes.Read(message.Message()));
                    break;
                case 7:
                    node.Domain = message.Text() is var domain && domain == "ai.onnx" ? "" : domain;
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return node.Op.Length > 0 && node.Outputs.Count > 0
            ? node
            : throw new WireException(node.Offset, $"node '{node.Name}' has no operator or no outputs");
    }
}
