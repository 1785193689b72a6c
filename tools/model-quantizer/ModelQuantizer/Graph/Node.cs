using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// One operation of a <see cref="ModelGraph"/>, with the meaning ONNX gives the operator at the graph's opset. Inputs and
/// outputs are changed through the graph, attributes here.
/// </summary>
public sealed class Node
{
    internal readonly Tensor?[] InputArray;
    internal readonly Tensor?[] OutputArray;
    private readonly SortedDictionary<string, AttributeValue> _attributes = new(StringComparer.Ordinal);

    internal Node(string name, string domain, string op, IEnumerable<Tensor?> inputs, IEnumerable<Tensor?> outputs)
    {
        Name = name;
        Domain = domain;
        Op = op;
        InputArray = [.. inputs];
        OutputArray = [.. outputs];
    }

    /// <summary>Unique in its graph.</summary>
    public string Name { get; }

    /// <summary>Empty for ONNX's own operators.</summary>
    public string Domain { get; }

    /// <summary>Operator type, for example "Conv".</summary>
    public string Op { get; }

    /// <summary>Null where an optional input is left out.</summary>
    public IReadOnlyList<Tensor?> Inputs => InputArray;

    /// <summary>Null where an optional output is left out.</summary>
    public IReadOnlyList<Tensor?> Outputs => OutputArray;

    /// <summary>Attributes, ordered by name.</summary>
    public IReadOnlyDictionary<string, AttributeValue> Attributes => _attributes;

    /// <summary>The node's name in the file it came from; null when it had none or was made since.</summary>
    public string? OriginalName { get; set; }

    /// <summary>Position in the file it came from; -1 for nodes made since.</summary>
    public int OriginalIndex { get; set; } = -1;

    /// <summary>The first output, the only one of most operators.</summary>
    public Tensor Output => OutputArray[0] ?? throw new InvalidOperationException($"{this} has no first output");

    /// <summary>Whether this is ONNX's own operator of that type.</summary>
    public bool Is(string op) => Domain.Length == 0 && Op == op;

    /// <summary>An input; null when it is left out, by position or by name.</summary>
    public Tensor? Input(int index) => index < InputArray.Length ? InputArray[index] : null;

    /// <summary>An input that the operator must have.</summary>
    /// <exception cref="InvalidOperationException">It is left out.</exception>
    public Tensor RequiredInput(int index) =>
        Input(index) ?? throw new InvalidOperationException($"{this} has no input {index}");

    public AttributeValue? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public long Integer(string name, long otherwise) => Attribute(name)?.Integer ?? otherwise;

    public float Float(string name, float otherwise) => Attribute(name)?.Float ?? otherwise;

    public string Text(string name, string otherwise) => Attribute(name)?.Text ?? otherwise;

    /// <summary>Null when the attribute is absent.</summary>
    public long[]? Integers(string name) => Attribute(name)?.Integers.ToArray();

    public void SetAttribute(string name, AttributeValue value) => _attributes[name] = value;

    public bool RemoveAttribute(string name) => _attributes.Remove(name);

    /// <summary>For example <c>Conv 'conv1'</c>, as error messages name it.</summary>
    public override string ToString() => Domain.Length == 0 ? $"{Op} '{Name}'" : $"{Domain}.{Op} '{Name}'";
}
