using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Crypto.Lms;
using Stethos.Releases.Signing;
using Stethos.Testing;

namespace Stethos.Releases.Tests.Signing;

public sealed class LmsPrivateKeyTests
{
    // RFC 8554, appendix F, test case 2: seeds and identifiers of both levels, and the roots they have to give.
    [Theory]
    [InlineData(
        6, 3, "d08fabd4a2091ff0a8cb4ed834e74534", "558b8966c48ae9cb898b423c83443aae014a72f1b1ab5cc85cf1d892903b5439",
        "32a58885cd9ba0431235466bff9651c6c92124404d45fa53cf161c28f1ad5a8e")]
    [InlineData(
        5, 4, "215f83b7ccb9acbcd08db97b0d04dc2b", "a1c4696e2608035a886100d05cd99945eb3370731884a8235e2fb3d4d71f2547",
        "a1cd035833e0e90059603f26e07ad2aad152338e7a5e5984bcd5f7bb4eba40b7")]
    public void The_seeds_of_RFC_8554_give_its_public_keys(int tree, int ots, string identifier, string seed, string root)
    {
        var key = new LmsPrivateKey(tree, ots, Convert.FromHexString(identifier), Convert.FromHexString(seed));
        Assert.Equal(root, Convert.ToHexStringLower(key.PublicKey(LmsTree.Compute(key))[24..]));
    }

    [Fact]
    public void The_seeds_of_NIST_give_its_public_keys()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("tests", "vectors", "lms", "nist-n24.json")));
        var tests = document.RootElement.GetProperty("keys").EnumerateArray().ToArray();
        Assert.Equal(2, tests.Length);
        foreach (var test in tests)
        {
            byte[] Hex(string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);
            var wanted = Hex("publicKey");
            var key = new LmsPrivateKey(wanted[3], wanted[7], Hex("identifier"), Hex("seed"));
            Assert.Equal(wanted, key.PublicKey(LmsTree.Compute(key)));
        }
    }

    [Fact]
    public void Every_parameter_set_signs_what_the_verifier_takes_and_only_that()
    {
        var verifier = new LmsVerifier();
        byte[] message = [1, 2, 3];
        for (var ots = 1; ots <= 8; ots++)
        {
            var tree = ots <= 4 ? 5 : 10;
            var key = new LmsPrivateKey(tree, ots, Bytes(16, ots), Bytes(LmsParameters.HashLength(ots), 99));
            var computed = LmsTree.Compute(key);
            var publicKey = key.PublicKey(computed);
            foreach (var index in (int[])[0, 1, 17, 31])
            {
                var signature = key.Sign(computed, index, message, Bytes(32, index));
                Assert.Equal(LmsResultCode.Ok, Verify(verifier, publicKey, message, signature));
                Assert.Equal(LmsResultCode.SignatureWrong, Verify(verifier, publicKey, [1, 2, 4], signature));
                signature[^1] ^= 1;
                Assert.Equal(LmsResultCode.SignatureWrong, Verify(verifier, publicKey, message, signature));
            }
        }
    }

    [Fact]
    public void Types_of_different_hashes_are_no_key()
    {
        Assert.Throws<ArgumentException>(() => new LmsPrivateKey(5, 5, new byte[16], new byte[24]));
        Assert.Throws<ArgumentException>(() => new LmsPrivateKey(5, 1, new byte[16], new byte[24]));
        Assert.Throws<ArgumentException>(() => new LmsPrivateKey(15, 8, new byte[16], new byte[24]));
    }

    private static byte[] Bytes(int count, int first) => [.. Enumerable.Range(first, count).Select(value => (byte)value)];

    private static LmsResultCode Verify(LmsVerifier verifier, byte[] key, byte[] message, byte[] signature) =>
        verifier.Verify(key, 0, key.Length, message, 0, message.Length, signature, 0, signature.Length);
}
