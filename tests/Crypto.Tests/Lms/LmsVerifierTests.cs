using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Crypto.Lms;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.Crypto.Tests.Lms;

/// <summary>Verification of LMS signatures against published vectors, and of every way to spoil one.</summary>
public sealed class LmsVerifierTests(ITestOutputHelper output)
{
    private static readonly HssCase[] AppendixF = [.. HssCase.OfAppendixF()];

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Appendix_F_of_RFC_8554_holds(int index)
    {
        var trees = AppendixF[index].Trees()!;
        Assert.Equal(2, trees.Count);
        Assert.All(trees, tree => Assert.Equal(LmsResultCode.Ok, Verify(tree.Key, tree.Message, tree.Signature)));
    }

    [Fact]
    public void Signatures_of_NIST_with_24_byte_hashes_hold()
    {
        using var document = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("tests", "vectors", "lms", "nist-n24.json")));
        var tests = document.RootElement.GetProperty("signatures").EnumerateArray().ToArray();
        Assert.Equal(2, tests.Length);
        foreach (var test in tests)
        {
            var (key, message) = (Hex(test, "publicKey"), Hex(test, "message"));
            var signature = Convert.FromHexString(
                string.Concat(test.GetProperty("signature").EnumerateArray().Select(line => line.GetString())));
            Assert.Equal(LmsResultCode.Ok, Verify(key, message, signature));
            message[^1] ^= 1;
            Assert.Equal(LmsResultCode.SignatureWrong, Verify(key, message, signature));
        }
    }

    [Fact]
    public void Every_flipped_bit_of_a_signature_is_refused()
    {
        // The upper tree of case 2: W4, H10, what a release is signed with.
        var (key, message, signature) = AppendixF[1].Trees()![0];
        Assert.Equal((6, 3, 2508), (key[3], key[7], signature.Length));
        var verifier = new LmsVerifier();
        for (var bit = 0; bit < 8 * signature.Length; bit++)
        {
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.NotEqual(LmsResultCode.Ok, Verify(key, message, signature, verifier));
            signature[bit / 8] ^= (byte)(1 << (bit % 8));
        }

        Assert.Equal(LmsResultCode.Ok, Verify(key, message, signature, verifier));
    }

    [Fact]
    public void Every_flipped_bit_of_key_and_message_is_refused()
    {
        var (key, message, signature) = AppendixF[1].Trees()![0];
        var verifier = new LmsVerifier();
        foreach (var bytes in (byte[][])[key, message])
        {
            for (var bit = 0; bit < 8 * bytes.Length; bit++)
            {
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
                Assert.NotEqual(LmsResultCode.Ok, Verify(key, message, signature, verifier));
                bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            }
        }
    }

    [Fact]
    public void Every_other_length_is_refused_without_a_hash()
    {
        var (key, message, signature) = AppendixF[1].Trees()![0];
        var verifier = new LmsVerifier();
        for (var length = 0; length < signature.Length; length++)
        {
            Assert.Equal(LmsResultCode.SignatureMalformed, Verify(key, message, signature[..length], verifier));
            Assert.Equal(0, verifier.HashCalls);
        }

        Assert.Equal(LmsResultCode.SignatureMalformed, Verify(key, message, [.. signature, 0], verifier));
        for (var length = 0; length < key.Length; length++)
        {
            Assert.Equal(LmsResultCode.KeyMalformed, Verify(key[..length], message, signature, verifier));
        }

        Assert.Equal(LmsResultCode.KeyMalformed, Verify([.. key, 0], message, signature, verifier));
    }

    [Fact]
    public void A_signature_is_not_taken_for_that_of_another_tree_of_the_same_kind()
    {
        var trees = AppendixF[0].Trees()!;
        Assert.Equal(trees[0].Signature.Length, trees[1].Signature.Length);
        Assert.Equal(LmsResultCode.SignatureWrong, Verify(trees[0].Key, trees[0].Message, trees[1].Signature));
        Assert.Equal(LmsResultCode.SignatureWrong, Verify(trees[1].Key, trees[1].Message, trees[0].Signature));
    }

    [Fact]
    public void A_verifier_that_refused_takes_the_next_signature()
    {
        var (key, message, signature) = AppendixF[0].Trees()![1];
        var verifier = new LmsVerifier();
        Assert.Equal(LmsResultCode.SignatureMalformed, verifier.Step());
        Assert.Equal(LmsResultCode.SignatureWrong, Verify(key, [1], signature, verifier));
        Assert.Equal(LmsResultCode.SignatureWrong, verifier.Step());
        Assert.Equal(LmsResultCode.Ok, Verify(key, message, signature, verifier));
        Assert.Equal(LmsResultCode.Ok, verifier.Step());
    }

    [Fact]
    public void Ranges_within_larger_buffers_are_taken_as_they_are()
    {
        var (key, message, signature) = AppendixF[1].Trees()![0];
        byte[] all = [7, .. key, 9, 9, .. message, 1, .. signature, 5];
        Assert.Equal(LmsResultCode.Ok, new LmsVerifier().Verify(
            all, 1, key.Length, all, 3 + key.Length, message.Length, all, 4 + key.Length + message.Length, signature.Length));
    }

    [Fact]
    public void No_more_hashes_are_computed_than_the_signature_needs()
    {
        var (key, message, signature) = AppendixF[1].Trees()![0];
        var verifier = new LmsVerifier();
        Assert.Equal(LmsResultCode.Ok, Verify(key, message, signature, verifier));
        output.WriteLine($"W4 H10: {verifier.HashCalls} hashes, {verifier.Blocks} blocks");

        // Message, key of the chains, leaf and ten nodes are 13 hashes; the chains' rest is at most 67 times 15.
        Assert.InRange(verifier.HashCalls, 13 + 67, 13 + 67 * 15);
        Assert.Equal(verifier.HashCalls - 13 + Blocks(22 + 32 + message.Length) + Blocks(22 + 67 * 32) + 1 + 10 * 2, verifier.Blocks);
    }

    [Fact]
    public void Verifying_allocates_nothing()
    {
        var (key, message, signature) = AppendixF[1].Trees()![0];
        var verifier = new LmsVerifier();
        Verify(key, message, signature, verifier);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Verify(key, message, signature, verifier);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_vectors_of_other_implementations_hold()
    {
        var file = RepositoryFiles.SharedFile("vectors", "lms-rfc8554", "depth_1.txt");
        if (file is null)
        {
            output.WriteLine("no shared data: only appendix F checked");
            return;
        }

        var cases = Read(File.ReadAllLines(file)).ToArray();
        Assert.True(cases.Length >= 10, $"{cases.Length}");
        foreach (var test in cases)
        {
            Assert.All(test.Trees()!, tree => Assert.Equal(LmsResultCode.Ok, Verify(tree.Key, tree.Message, tree.Signature)));
        }

        output.WriteLine($"{cases.Length} cases, {cases.Sum(test => test.Trees()!.Count)} signatures");
    }

    private static byte[] Hex(JsonElement test, string name) => Convert.FromHexString(test.GetProperty(name).GetString()!);

    private static int Blocks(int length) => (length + 9 + 63) / 64;

    private static LmsResultCode Verify(byte[] key, byte[] message, byte[] signature, LmsVerifier? verifier = null) =>
        (verifier ?? new LmsVerifier()).Verify(
            key, 0, key.Length, message, 0, message.Length, signature, 0, signature.Length);

    private static IEnumerable<HssCase> Read(string[] lines)
    {
        byte[] key = [];
        byte[] message = [];
        foreach (var line in lines.Where(line => line.Contains(": ", StringComparison.Ordinal) && line[0] != '#'))
        {
            var parts = line.Split(": ");
            switch (parts[0])
            {
                case "HSSPublicKey":
                    key = Convert.FromHexString(parts[1].Trim());
                    break;
                case "Message":
                    message = Convert.FromHexString(parts[1].Trim());
                    break;
                case "Signature":
                    yield return new HssCase("depth_1", key, message, Convert.FromHexString(parts[1].Trim()));
                    break;
                default:
                    break;
            }
        }
    }
}
