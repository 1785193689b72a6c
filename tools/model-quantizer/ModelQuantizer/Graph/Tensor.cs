using System;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>
/// A named value of one <see cref="ModelGraph"/>: input, constant or result of a node. Identity counts, not the name.
/// Made by the graph, which keeps the names unique.
/// </summary>
public sealed class Tensor
{
    private TensorData? _constant;

    internal Tensor(string name, ElementType type, Shape? shape)
    {
        Name = name;
        Type = type;
        Shape = shape;
    }

    /// <summary>Unique in its graph.</summary>
    public string Name { get; internal set; }

    /// <summary><see cref="ElementType.Undefined"/> until known.</summary>
    public ElementType Type { get; set; }

    /// <summary>Null until the rank is known.</summary>
    public Shape? Shape { get; set; }

    public Layout Layout { get; set; }

    /// <summary>How codes stand for numbers, see <see cref="Graph.Quantization"/>; null when nobody said.</summary>
    public Quantization? Quantization { get; set; }

    /// <summary>The name in the file it came from; null for tensors made since.</summary>
    public string? OriginalName { get; set; }

    /// <summary>Values of a constant; setting them sets type and shape too.</summary>
    public TensorData? Constant
    {
        get => _constant;
        set
        {
            _constant = value;
            if (value is not null)
            {
                Type = value.Type;
                Shape = value.Shape;
            }
        }
    }

    public bool IsConstant => _constant is not null;

    /// <exception cref="InvalidOperationException">The shape or a dimension is unknown.</exception>
    public Shape KnownShape => Shape is { IsKnown: true } shape
        ? shape
        : throw new InvalidOperationException($"the shape of '{Name}' is not known");

    /// <summary>For example <c>conv1_out: Float [1, 8, 48, 48]</c>.</summary>
    public override string ToString() => $"{Name}: {Type} {(object?)Shape ?? "of unknown rank"}";
}
