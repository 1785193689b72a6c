using System;
using System.Linq;
using Stethos.Benchmarks.Kit;
using Stethos.Crypto.Lms;
using Stethos.Releases.Signing;

namespace Stethos.Benchmarks.Update;

/// <summary>
/// What a node does to verify a release's signature: hashes, SHA-256 blocks and IL instructions, on average over messages as long
/// as a manifest. Seeded.
/// </summary>
internal static class SignatureCost
{
    // Counted by the nanoFramework interpreter on the vector of RFC 8554: 7,044,600 instructions for 582 blocks.
    private const double InstructionsPerBlock = 7_044_600.0 / 582;

    private const int Seed = 20261121;
    private const int Messages = 100;
    private const int ManifestLength = 266;
    private const int Height10Of32 = 6;
    private const int Height10Of24 = 11;

    public static void Measure(Report report)
    {
        foreach (var (tree, ots) in ((int, int)[])
            [(Height10Of32, 1), (Height10Of32, 2), (Height10Of32, 3), (Height10Of32, 4), (Height10Of24, 7), (Height10Of24, 8)])
        {
            Measure(report, tree, ots);
        }
    }

    private static void Measure(Report report, int treeType, int ots)
    {
        var random = new Random(Seed);
        var key = new LmsPrivateKey(
            treeType, ots, Bytes(random, LmsParameters.IdentifierLength), Bytes(random, LmsParameters.HashLength(ots)));
        var tree = LmsTree.Compute(key);
        var publicKey = key.PublicKey(tree);
        var verifier = new LmsVerifier();
        var (hashes, blocks, length) = (0L, 0L, 0);
        foreach (var index in Enumerable.Range(0, Messages))
        {
            var message = Bytes(random, ManifestLength);
            var signature = key.Sign(tree, index, message, Bytes(random, LmsParameters.MaxHashLength));
            if (verifier.Verify(publicKey, 0, publicKey.Length, message, 0, message.Length, signature, 0, signature.Length)
                != LmsResultCode.Ok)
            {
                throw new BenchmarkException("a signature does not verify");
            }

            (hashes, blocks, length) = (hashes + verifier.HashCalls, blocks + verifier.Blocks, signature.Length);
        }

        var name = $"signature: SHA-256/{8 * LmsParameters.HashLength(ots)} W{LmsParameters.Width(ots)} H{LmsParameters.Height(treeType)}";
        report.Add($"{name}: length", length, "B");
        report.Add($"{name}: hashes", (double)hashes / Messages, "");
        report.Add($"{name}: blocks", (double)blocks / Messages, "");
        report.Add($"{name}: on a node", blocks * InstructionsPerBlock / Messages / 1e6, "M IL");
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
