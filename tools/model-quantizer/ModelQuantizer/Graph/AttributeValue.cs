using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>An immutable attribute of a node; asking for another kind than it has throws.</summary>
public sealed class AttributeValue
{
    private readonly object _value;

    private AttributeValue(AttributeKind kind, object value)
    {
        Kind = kind;
        _value = value;
    }

    public AttributeKind Kind { get; }

    public float Float => Get<float>(AttributeKind.Float);

    public long Integer => Get<long>(AttributeKind.Integer);

    public string Text => Encoding.UTF8.GetString(TextBytes.Span);

    /// <summary>The text as it is in the file: ONNX does not promise UTF-8.</summary>
    public ReadOnlyMemory<byte> TextBytes => Get<byte[]>(AttributeKind.Text);

    public TensorData Tensor => Get<TensorData>(AttributeKind.Tensor);

    public IReadOnlyList<float> Floats => Get<float[]>(AttributeKind.Floats);

    public IReadOnlyList<long> Integers => Get<long[]>(AttributeKind.Integers);

    public IReadOnlyList<string> Texts => Get<string[]>(AttributeKind.Texts);

    /// <summary>The attribute as encoded in its file; only for kinds that are not interpreted.</summary>
    public ReadOnlyMemory<byte> Encoded => Get<byte[]>(Kind == AttributeKind.Graph ? AttributeKind.Graph : AttributeKind.Other);

    public static implicit operator AttributeValue(float value) => new(AttributeKind.Float, value);

    public static implicit operator AttributeValue(long value) => new(AttributeKind.Integer, value);

    public static implicit operator AttributeValue(string value) => OfText(Encoding.UTF8.GetBytes(value));

    public static implicit operator AttributeValue(long[] values) => new(AttributeKind.Integers, values.Clone());

    public static implicit operator AttributeValue(float[] values) => new(AttributeKind.Floats, values.Clone());

    public static implicit operator AttributeValue(TensorData value) => new(AttributeKind.Tensor, value);

    public static AttributeValue OfText(ReadOnlySpan<byte> utf8) => new(AttributeKind.Text, utf8.ToArray());

    public static AttributeValue OfTexts(IEnumerable<string> values) => new(AttributeKind.Texts, values.ToArray());

    internal static AttributeValue OfEncoded(bool isGraph, ReadOnlySpan<byte> encoded) =>
        new(isGraph ? AttributeKind.Graph : AttributeKind.Other, encoded.ToArray());

    public override string ToString() => Kind switch
    {
        AttributeKind.Float => Float.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Integer => Integer.ToString(CultureInfo.InvariantCulture),
        AttributeKind.Text => Text,
        AttributeKind.Floats => $"[{string.Join(", ", Floats.Select(value => value.ToString(CultureInfo.InvariantCulture)))}]",
        AttributeKind.Integers => $"[{string.Join(", ", Integers)}]",
        AttributeKind.Texts => $"[{string.Join(", ", Texts)}]",
        AttributeKind.Tensor => Tensor.ToString(),
        _ => $"({Kind})",
    };

    private T Get<T>(AttributeKind kind) =>
        Kind == kind ? (T)_value : throw new InvalidOperationException($"the attribute is {Kind}, not {kind}");
}
