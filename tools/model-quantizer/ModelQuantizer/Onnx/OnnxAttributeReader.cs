using System;
using System.Collections.Generic;
using System.IO;
using System.Runtime.InteropServices;
using System.Text;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>Reads an <c>AttributeProto</c>.</summary>
internal sealed class OnnxAttributeReader(OnnxTensorReader tensors)
{
    // Field that holds each kind's value, for files of the first versions, which do not say the kind.
    private static readonly Dictionary<int, AttributeKind> KindOfField = new()
    {
        [2] = AttributeKind.Float, [3] = AttributeKind.Integer, [4] = AttributeKind.Text, [5] = AttributeKind.Tensor,
        [6] = AttributeKind.Graph, [7] = AttributeKind.Floats, [8] = AttributeKind.Integers, [9] = AttributeKind.Texts,
    };

    public (string Name, AttributeValue Value) Read(WireReader message)
    {
        var start = message.Offset;
        var encoded = message.Memory;
        var name = "";
        AttributeKind? kind = null;
        AttributeKind? seen = null;
        AttributeValue? single = null;
        var integers = new List<long>();
        var floats = new List<ReadOnlyMemory<byte>>();
        var texts = new List<string>();
        while (message.Next())
        {
            switch (message.Field)
            {
                case 1:
                    name = message.Text();
                    continue;
                case 20:
                    kind = message.Integer() is var number && Enum.IsDefined((AttributeKind)(int)number)
                        ? (AttributeKind)(int)number
                        : AttributeKind.Other;
                    continue;
                case 7:
                    message.Fixed(4, floats);
                    break;
                case 8:
                    message.Integers(integers);
                    break;
                case 9:
                    texts.Add(Encoding.UTF8.GetString(message.Bytes().Span));
                    break;
                case 21:
                    kind = AttributeKind.Other;
                    message.Skip();
                    continue;
                default:
                    single = Single(ref message) ?? single;
                    break;
            }

            seen = KindOfField.GetValueOrDefault(message.Field, seen ?? AttributeKind.Other);
        }

        var value = (kind ?? seen ?? AttributeKind.Other) switch
        {
            AttributeKind.Floats => Floats(floats),
            AttributeKind.Integers => integers.ToArray(),
            AttributeKind.Texts => AttributeValue.OfTexts(texts),
            AttributeKind.Graph => AttributeValue.OfEncoded(true, encoded.Span),
            AttributeKind.Other => AttributeValue.OfEncoded(false, encoded.Span),
            var wanted => single is null ? Default(wanted) : single,
        };
        return name.Length > 0 && value is not null && (kind is null || value.Kind == kind)
            ? (name, value)
            : throw new WireException(start, $"attribute '{name}' has no value of its kind");
    }

    private AttributeValue? Single(ref WireReader message)
    {
        switch (message.Field)
        {
            case 2:
                return message.Float();
            case 3:
                return message.Integer();
            case 4:
                return AttributeValue.OfText(message.Bytes().Span);
            case 5:
                return tensors.Read(message.Message()).Data;
            default:
                message.Skip();
                return null;
        }
    }

    // Writers may leave out a value that equals the default.
    private static AttributeValue? Default(AttributeKind kind) => kind switch
    {
        AttributeKind.Float => 0f,
        AttributeKind.Integer => 0L,
        AttributeKind.Text => "",
        _ => null,
    };

    private static AttributeValue Floats(List<ReadOnlyMemory<byte>> parts)
    {
        using var bytes = new MemoryStream();
        foreach (var part in parts)
        {
            bytes.Write(part.Span);
        }

        return MemoryMarshal.Cast<byte, float>(bytes.ToArray()).ToArray();
    }
}
