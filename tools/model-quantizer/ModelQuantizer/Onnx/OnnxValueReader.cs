using System.Collections.Generic;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Reads a <c>ValueInfoProto</c>: name, element type and shape of a value.</summary>
internal static class OnnxValueReader
{
    /// <summary>Type is Undefined for sequences, maps and the like.</summary>
    public static (string Name, ElementType Type, Shape? Shape) Read(WireReader message)
    {
        var name = "";
        var type = ElementType.Undefined;
        Shape? shape = null;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    name = message.Text();
                    break;
                case 2:
                    (type, shape) = ReadType(message.Message());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return (name, type, shape);
    }

    private static (ElementType Type, Shape? Shape) ReadType(WireReader message)
    {
        var found = (ElementType.Undefined, (Shape?)null);
        while (message.Next())
        {
            if (message.Field == 1)
            {
                found = ReadTensorType(message.Message());
            }
            else
            {
                message.Skip();
            }
        }

        return found;
    }

    private static (ElementType Type, Shape? Shape) ReadTensorType(WireReader message)
    {
        var type = ElementType.Undefined;
        Shape? shape = null;
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    type = (ElementType)(int)message.Integer();
                    break;
                case 2:
                    shape = ReadShape(message.Message());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return (type, shape);
    }

    private static Shape ReadShape(WireReader message)
    {
        var dimensions = new List<Dimension>();
        while (message.Next())
        {
            if (message.Field == 1)
            {
                dimensions.Add(ReadDimension(message.Message()));
            }
            else
            {
                message.Skip();
            }
        }

        return new Shape([.. dimensions]);
    }

    private static Dimension ReadDimension(WireReader message)
    {
        var dimension = Dimension.Open;
        while (message.Next())
        {
            switch (message.Field)
            {
                // Some exporters write -1 for an open dimension.
                case 1:
                    dimension = message.Integer() is >= 0 and < long.MaxValue and var value ? new Dimension(value) : Dimension.Open;
                    break;
                case 2:
                    dimension = Dimension.Named(message.Text());
                    break;
                default:
                    message.Skip();
                    break;
            }
        }

        return dimension;
    }
}
