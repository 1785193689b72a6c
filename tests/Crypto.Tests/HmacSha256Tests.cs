using System;
using System.IO;
using System.Linq;
using System.Text;
using System.Text.Json;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Crypto.Tests;

/// <summary>RFC 4231, section 4, and NIST's ACVP vectors where the shared data lies beside the repository.</summary>
public sealed class HmacSha256Tests(ITestOutputHelper output)
{
    [Theory]
    [InlineData("0b*20", "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")]
    [InlineData("4a656665*1", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")]
    [InlineData("aa*20", "dd*50", "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")]
    [InlineData(
        "0102030405060708090a0b0c0d0e0f10111213141516171819*1", "cd*50",
        "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")]
    [InlineData(
        "aa*131", "Test Using Larger Than Block-Size Key - Hash Key First",
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54")]
    [InlineData(
        "aa*131",
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed "
        + "before being used by the HMAC algorithm.",
        "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2")]
    public void The_vectors_of_RFC_4231_hold(string key, string data, string mac)
    {
        Assert.Equal(mac, Convert.ToHexStringLower(Mac(Bytes(key), Bytes(data))));
    }

    [Fact]
    public void The_vectors_of_NIST_hold()
    {
        foreach (var revision in (string[])["1.0", "2.0"])
        {
            var file = RepositoryFiles.SharedFile("vectors", "hmac-acvp", "HMAC-SHA2-256-" + revision, "internalProjection.json");
            if (file is null)
            {
                output.WriteLine($"no shared data: revision {revision} not checked");
                continue;
            }

            using var document = JsonDocument.Parse(File.ReadAllText(file));
            var tests = document.RootElement.GetProperty("testGroups").EnumerateArray()
                .SelectMany(group => group.GetProperty("tests").EnumerateArray()).ToArray();
            Assert.True(tests.Length > 10);
            Assert.All(tests, test =>
            {
                var expected = test.GetProperty("mac").GetString()!;
                var mac = Mac(Hex(test, "key"), Hex(test, "msg"));
                Assert.Equal(expected, Convert.ToHexString(mac)[..expected.Length]);
            });
            output.WriteLine($"revision {revision}: {tests.Length} vectors");
        }
    }

    [Fact]
    public void A_message_in_pieces_has_the_mac_of_the_whole()
    {
        var random = new Random(7);
        var key = new byte[16];
        random.NextBytes(key);
        var message = new byte[300];
        random.NextBytes(message);
        var hmac = new HmacSha256(key, 0, key.Length);
        var mac = new byte[32];
        for (var cut = 0; cut <= message.Length; cut++)
        {
            hmac.Update(message, 0, cut);
            hmac.Update(message, cut, message.Length - cut);
            hmac.Finish(mac, 0);
            Assert.Equal(System.Security.Cryptography.HMACSHA256.HashData(key, message), mac);
        }
    }

    [Fact]
    public void A_comparison_finds_every_wrong_bit()
    {
        var mac = Mac([1], [2]);
        Assert.True(SecretBytes.AreEqual(mac, 0, [.. mac], 0, 32));
        for (var bit = 0; bit < 256; bit++)
        {
            byte[] wrong = [0, .. mac];
            wrong[1 + bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(SecretBytes.AreEqual(mac, 0, wrong, 1, 32));
        }
    }

    private static byte[] Mac(byte[] key, byte[] data)
    {
        var hmac = new HmacSha256(key, 0, key.Length);
        var mac = new byte[Sha256.DigestLength];
        hmac.Update(data, 0, data.Length);
        hmac.Finish(mac, 0);
        return mac;
    }

    // "aa*131": these hexadecimal digits 131 times; anything else is text.
    private static byte[] Bytes(string text)
    {
        var star = text.IndexOf('*', StringComparison.Ordinal);
        return star < 0
            ? Encoding.ASCII.GetBytes(text)
            : Convert.FromHexString(string.Concat(Enumerable.Repeat(text[..star], int.Parse(text[(star + 1)..]))));
    }

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
}
