using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Crypto.Lms;
using Stethos.Testing;

namespace Stethos.Crypto.Tests.Lms;

/// <summary>
/// A multi-tree signature (HSS, RFC 8554, section 6) taken apart into the LMS signatures it consists of. The product signs
/// with single trees; published vectors have several.
/// </summary>
internal sealed record HssCase(string Name, byte[] PublicKey, byte[] Message, byte[] Signature)
{
    /// <summary>Appendix F of RFC 8554, from tests/vectors/lms.</summary>
    public static IReadOnlyList<HssCase> OfAppendixF()
    {
        using var document = JsonDocument.Parse(
            File.ReadAllText(RepositoryFiles.PathOf("tests", "vectors", "lms", "rfc8554-appendix-f.json")));
        return [.. document.RootElement.GetProperty("tests").EnumerateArray().Select(test => new HssCase(
            test.GetProperty("id").GetString()!, Convert.FromHexString(test.GetProperty("publicKey").GetString()!),
            Lines(test.GetProperty("message")), Lines(test.GetProperty("signature"))))];
    }

    /// <summary>Public key, message and signature of each tree, from the top; null when the form is wrong.</summary>
    public IReadOnlyList<(byte[] Key, byte[] Message, byte[] Signature)>? Trees()
    {
        var levels = (int)BinaryPrimitives.ReadUInt32BigEndian(PublicKey);
        if (BinaryPrimitives.ReadUInt32BigEndian(Signature) != levels - 1)
        {
            return null;
        }

        var trees = new List<(byte[], byte[], byte[])>();
        var key = PublicKey[4..];
        var at = 4;
        for (var level = 0; level < levels; level++)
        {
            var (tree, ots) = (key[3], key[7]);
            var length = LmsParameters.SignatureLength(tree, ots);
            var signature = Signature[at..(at + length)];
            at += length;
            var message = Message;
            if (level < levels - 1)
            {
                message = Signature[at..(at + LmsParameters.KeyLength(Signature[at + 3]))];
                at += message.Length;
            }

            trees.Add((key, message, signature));
            key = message;
        }

        return at == Signature.Length ? trees : null;
    }

    private static byte[] Lines(JsonElement lines) =>
        Convert.FromHexString(string.Concat(lines.EnumerateArray().Select(line => line.GetString())));
}
