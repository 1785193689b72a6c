using System;
using System.Globalization;

namespace Stethos.ModelQuantizer.Graph;

/// <summary>One dimension of a shape: a number, a name ("batch"), or open.</summary>
public readonly record struct Dimension
{
    private readonly long _valuePlusOne;

    /// <param name="value">0 or more.</param>
    public Dimension(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        ArgumentOutOfRangeException.ThrowIfEqual(value, long.MaxValue);
        _valuePlusOne = value + 1;
        Symbol = null;
    }

    private Dimension(string? symbol)
    {
        _valuePlusOne = 0;
        Symbol = symbol;
    }

    /// <summary>Nothing is known of it. Two open dimensions need not be the same size.</summary>
    public static Dimension Open => default;

    /// <summary>The name of a dimension whose size the model leaves to its user; null when it has a number or no name.</summary>
    public string? Symbol { get; }

    public bool IsKnown => _valuePlusOne > 0;

    /// <summary>-1 when unknown, as ONNX Runtime has it.</summary>
    public long ValueOrMinusOne => _valuePlusOne - 1;

    /// <exception cref="InvalidOperationException">The dimension has no number.</exception>
    public long Value => IsKnown ? _valuePlusOne - 1 : throw new InvalidOperationException($"dimension {this} has no number");

    public static implicit operator Dimension(long value) => new(value);

    /// <summary>A dimension with a name only; an empty name is an open dimension.</summary>
    public static Dimension Named(string? symbol) => new(string.IsNullOrEmpty(symbol) ? null : symbol);

    public override string ToString() => IsKnown ? Value.ToString(CultureInfo.InvariantCulture) : Symbol ?? "?";
}
