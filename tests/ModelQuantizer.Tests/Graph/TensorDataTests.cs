using System;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Tests.Graph;

public sealed class TensorDataTests
{
    [Fact]
    public void Length_must_fit_the_shape()
    {
        Assert.Throws<ArgumentException>(() => new TensorData(ElementType.Float, [2, 2], new byte[12]));
        Assert.Throws<ArgumentException>(() => new TensorData(ElementType.String, [1], new byte[4]));
        Assert.Equal(3, new TensorData(ElementType.Int4, [5], new byte[3]).Bytes.Length);
    }

    [Fact]
    public void Integers_of_every_width_are_read()
    {
        Assert.Equal([-1L, 2L], TensorData.Of<sbyte>(ElementType.Int8, [-1, 2], 2).ToIntegers());
        Assert.Equal([255L], TensorData.Of<byte>(ElementType.UInt8, [255], 1).ToIntegers());
        Assert.Equal([int.MinValue], TensorData.Of<int>(ElementType.Int32, [int.MinValue], 1).ToIntegers());
        Assert.Equal([1L, 0L], TensorData.Of<bool>(ElementType.Bool, [true, false], 2).ToIntegers());
        Assert.Equal([-8L, 7L, -1L], new TensorData(ElementType.Int4, [3], new byte[] { 0x78, 0x0F }).ToIntegers());
        Assert.Equal([8L, 7L, 15L], new TensorData(ElementType.UInt4, [3], new byte[] { 0x78, 0x0F }).ToIntegers());
    }

    [Fact]
    public void Floats_of_every_width_are_read()
    {
        Assert.Equal([1.5f], TensorData.Of<Half>(ElementType.Float16, [(Half)1.5f], 1).ToFloats());
        Assert.Equal([1.5f], TensorData.Of<double>(ElementType.Double, [1.5], 1).ToFloats());
        Assert.Equal([1.5f], TensorData.Of<ushort>(ElementType.BFloat16, [0x3FC0], 1).ToFloats());
        Assert.Throws<InvalidOperationException>(() => TensorData.Scalar(1).ToIntegers());
        Assert.Throws<InvalidOperationException>(() => TensorData.Scalar(1).Span<int>().Length);
    }

    [Fact]
    public void Dimensions_know_names_and_numbers()
    {
        var shape = new Shape(Dimension.Named("batch"), 3, Dimension.Open);
        Assert.Equal("[batch, 3, ?]", shape.ToString());
        Assert.Equal([-1L, 3L, -1L], shape.ToArray());
        Assert.False(shape.IsKnown);
        Assert.Equal(12, shape.With(0, 2).With(-1, 2).ElementCount);
        Assert.Equal(new Dimension(0), (Dimension)0);
        Assert.NotEqual(Dimension.Open, new Dimension(0));
        Assert.Throws<InvalidOperationException>(() => shape.ElementCount);
        Assert.Throws<OverflowException>(() => Shape.Of(1L << 40, 1L << 40).ElementCount);
    }
}
