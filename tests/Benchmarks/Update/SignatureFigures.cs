using System;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.Benchmarks.Kit;
using Stethos.Crypto;
using Stethos.Crypto.Lms;

namespace Stethos.Benchmarks.Update;

/// <summary>One verification of a release's kind of signature: the upper tree of RFC 8554's second test case, W4 and H10.</summary>
internal static class SignatureFigures
{
    private const int Rounds = 15;

    // The two-level form: a count, the upper public key, then the upper signature and the key it signs.
    private const int CountLength = 4;

    public static void Add(Report report)
    {
        var path = Path.Combine(Repository.Root, "tests", "vectors", "lms", "rfc8554-appendix-f.json");
        using var document = JsonDocument.Parse(File.ReadAllText(path));
        var test = document.RootElement.GetProperty("tests")[1];
        var key = Convert.FromHexString(test.GetProperty("publicKey").GetString()!)[CountLength..];
        var all = Convert.FromHexString(string.Concat(test.GetProperty("signature").EnumerateArray().Select(line => line.GetString())));
        var signature = all.AsSpan(CountLength, LmsParameters.SignatureLength(key[3], key[7])).ToArray();
        var at = CountLength + signature.Length;
        var message = all.AsSpan(at, LmsParameters.KeyLength(all[at + 3])).ToArray();
        var verifier = new LmsVerifier();
        void Verify()
        {
            var result = verifier.Verify(key, 0, key.Length, message, 0, message.Length, signature, 0, signature.Length);
            if (result != LmsResultCode.Ok)
            {
                throw new BenchmarkException($"the vector does not verify: {result}");
            }
        }

        Verify();
        var block = IlCount.Of(typeof(Sha256), "Compress", Sha256.BlockLength) + IlCount.Of(typeof(Sha256), "Begin", 16);
        var seconds = Timing.Alternate(Rounds, Timing.Loop(Verify));
        report.Add($"update: LMS signature W4 H10, {signature.Length} B: hash calls", verifier.HashCalls, "calls");
        report.Add("update: LMS signature: SHA-256 blocks", verifier.Blocks, "blocks");
        report.Add("update: LMS signature: IL of its blocks, at most", verifier.Blocks * (double)block / 1e6, "M IL");
        report.Add("update: LMS signature on .NET", Spread.Of(seconds[0].Select(value => 1e3 * value)), "ms");
        report.Add("update: LMS signature: allocated", Timing.AllocatedBytes(Verify), "B", Goal.AtMost(0));
    }
}
