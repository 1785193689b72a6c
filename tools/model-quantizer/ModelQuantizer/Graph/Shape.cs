using System;
using System.Collections;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>An immutable shape, outermost dimension first; an empty one is a scalar. "Rank unknown" is a null shape.</summary>
public sealed class Shape : IReadOnlyList<Dimension>, IEquatable<Shape>
{
    private readonly Dimension[] _dimensions;

    public Shape(params Dimension[] dimensions)
    {
        ArgumentNullException.ThrowIfNull(dimensions);
        _dimensions = [.. dimensions];
    }

    public static Shape Scalar { get; } = new();

    public int Rank => _dimensions.Length;

    public int Count => _dimensions.Length;

    /// <summary>Every dimension has a number.</summary>
    public bool IsKnown => Array.TrueForAll(_dimensions, dimension => dimension.IsKnown);

    /// <summary>Product of the dimensions.</summary>
    /// <exception cref="InvalidOperationException">A dimension has no number.</exception>
    /// <exception cref="OverflowException">More than 64 bits can count.</exception>
    public long ElementCount => _dimensions.Aggregate(1L, (product, dimension) => checked(product * dimension.Value));

    /// <summary>A dimension; negative indices count from the end.</summary>
    public Dimension this[int index] => _dimensions[index < 0 ? index + Rank : index];

    public static Shape Of(IEnumerable<long> dimensions) => new([.. dimensions.Select(value => new Dimension(value))]);

    public static Shape Of(params long[] dimensions) => Of((IEnumerable<long>)dimensions);

    /// <summary>The numbers, -1 for each dimension without one.</summary>
    public long[] ToArray() => [.. _dimensions.Select(dimension => dimension.ValueOrMinusOne)];

    /// <summary>The same shape with one dimension replaced.</summary>
    public Shape With(int index, Dimension dimension)
    {
        var dimensions = (Dimension[])_dimensions.Clone();
        dimensions[index < 0 ? index + Rank : index] = dimension;
        return new Shape(dimensions);
    }

    public bool Equals(Shape? other) => other is not null && _dimensions.AsSpan().SequenceEqual(other._dimensions);

    public override bool Equals(object? obj) => Equals(obj as Shape);

    public override int GetHashCode() => _dimensions.Aggregate(17, HashCode.Combine);

    public IEnumerator<Dimension> GetEnumerator() => ((IEnumerable<Dimension>)_dimensions).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>For example <c>[1, 3, 96, ?]</c>.</summary>
    public override string ToString() => $"[{string.Join(", ", _dimensions)}]";
}
