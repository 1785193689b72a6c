using System;
using System.Diagnostics;
using System.IO;
using System.Linq;
using Stethos.Inference;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Xunit.Abstractions;

namespace Stethos.Fuzz.Tests;

/// <summary>
/// Model blobs of somebody who can write a hash: refused, or prepared within the arena that was allowed and run to the end, without
/// an exception and without reading beside the blob.
/// </summary>
public sealed class ModelBlobFuzz(ITestOutputHelper output)
{
    private const int ArenaLimit = 4096;
    private const int MostMacs = 1_000_000;
    private const int Margin = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(2);

    [Fact]
    public void Any_blob_is_refused_or_runs_to_its_end()
    {
        var random = new Random(FuzzRun.Seed);
        byte[][] corpus =
        [
            SampleEdgeModel.Blob(), SampleEdgeModel.Blob(), Vector("dense-a.nqm"), Vector("dense-b.nqm"), Vector("channels-b.nqm"),
        ];
        var count = FuzzRun.Count / 4;
        var prepared = 0;
        var refusals = new int[Enum.GetValues<ModelErrorCode>().Length];
        for (var i = 0; i < count; i++)
        {
            var input = Damaged(corpus[random.Next(corpus.Length)], random);
            var begun = Stopwatch.GetTimestamp();
            try
            {
                var (error, outcome) = Use(input, 0x00);
                refusals[(int)error]++;
                prepared += error == ModelErrorCode.None ? 1 : 0;
                Assert.Equal((error, outcome), Use(input, 0xFF));
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {FuzzRun.Seed}, input {i}: {Convert.ToHexStringLower(input)}\n{fault}");
            }

            var took = Stopwatch.GetElapsedTime(begun);
            Assert.True(took < Longest, $"seed {FuzzRun.Seed}, input {i} took {took}: {Convert.ToHexStringLower(input)}");
        }

        output.WriteLine(
            $"seed {FuzzRun.Seed}: {prepared} of {count} were run; "
            + string.Join(", ", Enum.GetValues<ModelErrorCode>().Select(code => $"{code} {refusals[(int)code]}")));
        Assert.InRange(prepared, count / 100, count * 9 / 10);
    }

    // Amid other bytes, which must not change the outcome.
    private static (ModelErrorCode Error, string Outcome) Use(byte[] blob, byte surroundings)
    {
        var buffer = new byte[blob.Length + 2 * Margin];
        Array.Fill(buffer, surroundings);
        blob.CopyTo(buffer, Margin);
        var model = new Model();
        var error = model.Prepare(buffer, Margin, blob.Length, ArenaLimit, false);
        if (error != ModelErrorCode.None || model.MacCount > MostMacs || model.InputLength > ArenaLimit || model.OutputLength > ArenaLimit)
        {
            return (error, "");
        }

        Assert.InRange(model.ArenaLength, 0, ArenaLimit);
        var codes = new byte[model.OutputLength];
        var run = model.Run(Enumerable.Range(0, model.InputLength).Select(i => (byte)(37 * i)).ToArray(), 0, codes, 0);
        return (error, $"{run} {Convert.ToHexString(codes)} {model.SelfTest()}");
    }

    // Mostly what steers: header, ports, operators; whole numbers of 32 bits at their edges, single bytes, cuts.
    private static byte[] Damaged(byte[] blob, Random random)
    {
        int[] edges = [-1, 0, 1, 2, 18, 255, 4095, 4096, 65_535, 65_536, int.MaxValue, int.MinValue, blob.Length];
        var damaged = (byte[])blob.Clone();
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var end = random.Next(6) == 0 ? damaged.Length - 4 : Math.Min(damaged.Length - 4, 96 + 2 * 32 + 6 * 96);
            var at = random.Next(end);
            if (random.Next(2) == 0)
            {
                damaged[at] = (byte)random.Next(random.Next(2) == 0 ? 256 : 12);
            }
            else
            {
                BitConverter.TryWriteBytes(damaged.AsSpan(at / 4 * 4), edges[random.Next(edges.Length)]);
            }
        }

        return random.Next(30) == 0 ? damaged[..random.Next(damaged.Length)] : damaged;
    }

    private static byte[] Vector(string name) => File.ReadAllBytes(RepositoryFiles.PathOf("tests", "vectors", "model", name));
}
