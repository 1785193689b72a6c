using System;
using System.Text;

namespace Stethos.Crypto.Tests;

/// <summary>The examples of FIPS 180-4, and every padding against another implementation.</summary>
public sealed class Sha256Tests
{
    [Theory]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData(
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1")]
    public void The_examples_of_the_standard_hold(string message, string digest)
    {
        Assert.Equal(digest, Convert.ToHexStringLower(Digest(new Sha256(), Encoding.ASCII.GetBytes(message))));
    }

    [Fact]
    public void Every_length_up_to_five_blocks_agrees_with_another_implementation()
    {
        var message = new byte[5 * Sha256.BlockLength];
        new Random(3).NextBytes(message);
        var hash = new Sha256();
        for (var length = 0; length <= message.Length; length++)
        {
            var part = message[..length];
            Assert.Equal(System.Security.Cryptography.SHA256.HashData(part), Digest(hash, part));
        }
    }

    [Fact]
    public void A_megabyte_counts_its_bits()
    {
        var message = new byte[1 << 20];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(message), Digest(new Sha256(), message));
    }

    private static byte[] Digest(Sha256 hash, byte[] message)
    {
        var digest = new byte[Sha256.DigestLength];
        hash.Update(message, 0, message.Length);
        hash.Finish(digest, 0);
        return digest;
    }
}
