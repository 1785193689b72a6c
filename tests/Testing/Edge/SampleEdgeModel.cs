using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.Edge;

namespace Stethos.Testing.Edge;

/// <summary>The sample model of nodes and the windows that come with it.</summary>
public static class SampleEdgeModel
{
    /// <summary>Label, 18 codes, 4 output codes.</summary>
    public static IReadOnlyList<(string Label, byte[] Codes, byte[] Outputs)> Windows { get; } = File.ReadLines(PathOf("windows.csv"))
        .Skip(1)
        .Select(line => line.Split(','))
        .Select(fields => (
            fields[0], fields.Skip(1).Take(EdgeInput.Count).Select(byte.Parse).ToArray(),
            fields.Skip(1 + EdgeInput.Count).Select(byte.Parse).ToArray()))
        .ToArray();

    /// <summary>The blob, anew each time.</summary>
    public static byte[] Blob() => File.ReadAllBytes(PathOf("bearing-edge.nqm"));

    /// <summary>
    /// Another model: the same with one weight changed, sound by hash, as somebody makes it who swaps models. Its test vectors
    /// are left out.
    /// </summary>
    public static byte[] Changed()
    {
        var blob = Blob();
        var weights = System.BitConverter.ToInt32(blob, System.BitConverter.ToInt32(blob, 20) + 2 * 96 + 20);
        for (var i = 0; i < 64; i++)
        {
            blob[weights + i] ^= 0x40;
        }

        System.BitConverter.TryWriteBytes(System.MemoryExtensions.AsSpan(blob, 40), 0);
        System.Security.Cryptography.SHA256.HashData(System.MemoryExtensions.AsSpan(blob, 0, blob.Length - 32))
            .CopyTo(blob, blob.Length - 32);
        return blob;
    }

    /// <summary>The model with one expected output of its own vectors changed, sound by hash: it fails its self test.</summary>
    public static byte[] WithWrongVector()
    {
        var blob = Blob();
        var model = new Inference.Model();
        model.Prepare(blob, 0, blob.Length, 1 << 18, true);
        blob[System.BitConverter.ToInt32(blob, Inference.ModelFormat.SelfTestsAt) + model.InputLength] ^= 0x7F;
        System.Security.Cryptography.SHA256.HashData(System.MemoryExtensions.AsSpan(blob, 0, blob.Length - 32))
            .CopyTo(blob, blob.Length - 32);
        return blob;
    }

    private static string PathOf(string name) => RepositoryFiles.PathOf("gateway", "models", "bearing-edge", name);
}
