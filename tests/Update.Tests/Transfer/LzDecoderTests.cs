using System;
using System.Text;
using Stethos.Update.Transfer;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Transfer;

public sealed class LzDecoderTests(ITestOutputHelper output)
{
    // Token 0x55: five literals, a match of 4 + 5 five back; then the last sequence of five literals.
    private const string Block = "55" + "6162636465" + "0500" + "50" + "7678797a21";
    private readonly byte[] _target = new byte[64];

    [Fact]
    public void A_block_of_the_format_gives_its_bytes()
    {
        byte[] block = [0xEE, .. Convert.FromHexString(Block), 0xEE];
        Assert.True(LzDecoder.Unpack(block, 1, block.Length - 2, _target, 19));
        Assert.Equal("abcdeabcdeabcdvxyz!", Encoding.ASCII.GetString(_target, 0, 19));
    }

    [Fact]
    public void A_match_may_reach_into_itself()
    {
        var block = Convert.FromHexString("1f" + "61" + "0100" + "05" + "50" + "6263646566");
        Assert.True(LzDecoder.Unpack(block, 0, block.Length, _target, 30));
        Assert.Equal(new string('a', 25) + "bcdef", Encoding.ASCII.GetString(_target, 0, 30));
    }

    [Fact]
    public void Every_shorter_or_longer_length_and_every_truncation_is_refused()
    {
        var block = Convert.FromHexString(Block);
        for (var length = 0; length < _target.Length; length++)
        {
            Assert.Equal(length == 19, LzDecoder.Unpack(block, 0, block.Length, _target, length));
        }

        for (var count = 0; count < block.Length; count++)
        {
            Assert.False(LzDecoder.Unpack(block, 0, count, _target, 19));
        }
    }

    [Theory]
    [InlineData("14" + "61" + "0000" + "50" + "6263646566")]
    [InlineData("14" + "61" + "0200" + "50" + "6263646566")]
    [InlineData("f0" + "ff" + "ff" + "ff" + "ff" + "ff" + "61")]
    [InlineData("1f" + "61" + "0100" + "ff" + "ff" + "ff" + "ff" + "00")]
    [InlineData("14" + "61" + "01")]
    [InlineData("")]
    public void What_reaches_outside_is_refused(string hex)
    {
        var block = Convert.FromHexString(hex);
        Assert.False(LzDecoder.Unpack(block, 0, block.Length, _target, 14));
    }

    [Fact]
    public void Bytes_of_any_kind_throw_nothing_and_write_no_further_than_the_length()
    {
        const int seed = 20261;
        var random = new Random(seed);
        var unpacked = 0;
        for (var i = 0; i < 200_000; i++)
        {
            var block = Convert.FromHexString(Block);
            for (var change = random.Next(3); change >= 0; change--)
            {
                block[random.Next(block.Length)] = (byte)random.Next(256);
            }

            Array.Fill(_target, (byte)0xA5);
            unpacked += LzDecoder.Unpack(block, 0, block.Length, _target, 19) ? 1 : 0;
            Assert.Equal(-1, _target.AsSpan(19).IndexOfAnyExcept((byte)0xA5));
        }

        output.WriteLine($"seed {seed}: {unpacked} of 200000 were blocks");
        Assert.InRange(unpacked, 2_000, 150_000);
    }
}
