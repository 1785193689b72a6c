using System;
using System.Text;

namespace Stethos.Protocol.Tests;

public sealed class Crc32Tests
{
    [Theory]
    [InlineData("", 0x00000000u)]
    [InlineData("a", 0xE8B7BE43u)]
    [InlineData("123456789", 0xCBF43926u)]
    [InlineData("The quick brown fox jumps over the lazy dog", 0x414FA339u)]
    public void The_crc_is_that_of_zip_and_png(string text, uint crc)
    {
        var bytes = Encoding.ASCII.GetBytes("xx" + text + "y");
        Assert.Equal(crc, Crc32.Compute(bytes, 2, text.Length));
    }

    [Fact]
    public void A_crc_goes_on_over_parts()
    {
        var bytes = new byte[1000];
        new Random(1).NextBytes(bytes);
        for (var split = 0; split <= bytes.Length; split += 37)
        {
            Assert.Equal(
                Crc32.Compute(bytes, 0, bytes.Length),
                Crc32.Update(Crc32.Compute(bytes, 0, split), bytes, split, bytes.Length - split));
        }
    }

    [Fact]
    public void Every_single_bit_counts()
    {
        var bytes = new byte[64];
        var crc = Crc32.Compute(bytes, 0, bytes.Length);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
            Assert.NotEqual(crc, Crc32.Compute(bytes, 0, bytes.Length));
            bytes[bit >> 3] ^= (byte)(1 << (bit & 7));
        }
    }
}
