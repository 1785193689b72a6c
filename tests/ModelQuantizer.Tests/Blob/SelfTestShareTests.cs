using Stethos.ModelQuantizer.Blob;

namespace Stethos.ModelQuantizer.Tests.Blob;

public sealed class SelfTestShareTests
{
    [Theory]
    [InlineData(2, 3_000, 22, 2)]
    [InlineData(2, 3_000, 512, 2)]
    [InlineData(2, 3_000, 513, 1)]
    [InlineData(2, 100_000, 5_000, 2)]
    [InlineData(2, 100_000, 5_001, 1)]
    [InlineData(2, 240_000, 27_650, 1)]
    [InlineData(8, 3_000, 128, 8)]
    [InlineData(0, 3_000, 22, 0)]
    [InlineData(2, 3_000, 0, 2)]
    public void One_vector_always_and_more_within_a_tenth_or_a_kilobyte(int wanted, long other, long vector, int count) =>
        Assert.Equal(count, SelfTestShare.Count(wanted, other, vector));
}
