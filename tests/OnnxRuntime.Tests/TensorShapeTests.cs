namespace Stethos.OnnxRuntime.Tests;

public sealed class TensorShapeTests
{
    [Theory]
    [InlineData(new long[] { -1, 3 }, 5, new long[] { 5, 3 })]
    [InlineData(new long[] { 1, 3 }, 1, new long[] { 1, 3 })]
    [InlineData(new long[] { 4, 3 }, 4, new long[] { 4, 3 })]
    [InlineData(new long[0], 1, new long[0])]
    public void Batch_completes_the_shape(long[] declared, int batchSize, long[] expected)
    {
        Assert.Equal(expected, TensorShape.WithBatch(declared, batchSize));
    }

    [Theory]
    [InlineData(new long[] { 1, 3 }, 2)]
    [InlineData(new long[] { -1, -1 }, 2)]
    [InlineData(new long[] { 3, -1 }, 1)]
    [InlineData(new long[0], 2)]
    public void Batch_that_cannot_complete_the_shape_gives_nothing(long[] declared, int batchSize)
    {
        Assert.Null(TensorShape.WithBatch(declared, batchSize));
    }

    [Theory]
    [InlineData(TensorElementType.Float, 24)]
    [InlineData(TensorElementType.Int8, 6)]
    [InlineData(TensorElementType.Int64, 48)]
    [InlineData(TensorElementType.Float16, 12)]
    [InlineData(TensorElementType.String, 0)]
    public void Size_counts_elements_and_their_type(TensorElementType elementType, long expected)
    {
        Assert.Equal(expected, TensorShape.ByteCount([2, 3], elementType));
    }
}
