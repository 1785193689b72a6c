using System;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Update;
using Stethos.Update.Slots;

namespace Stethos.UpdateFleet;

/// <summary>
/// A release as the transfer sees it: a bundle with stand-ins for manifest and signature of their usual lengths, and real chunk
/// lists behind them.
/// </summary>
public sealed class FleetImage
{
    // Manifest, and an LMS signature of 32-byte hashes, W4 and H10 (RFC 8554).
    private const int ManifestLength = 300;
    private const int SignatureLength = 2508;
    public const int MaxChunks = 256;

    public FleetImage(int seed, params byte[][] components)
    {
        Bytes = components;
        var random = new Random(seed);
        Lists = [.. components.Select(bytes => ListOf(bytes, random))];
        var head = new byte[ManifestLength + SignatureLength];
        random.NextBytes(head);
        Bundle = [.. head, .. Lists.SelectMany(Written)];
        Content = new ImageContent(
            SHA256.HashData(Bundle.AsSpan(0, ManifestLength))[..8], Bundle,
            [.. components.Select((bytes, i) => new ImageComponent(
                (ComponentCode)(i + 1), bytes, ChunkList.DefaultChunkLog2, RootOf(Lists[i])))]);
    }

    public byte[][] Bytes { get; }

    public byte[] Bundle { get; }

    public ImageContent Content { get; }

    public ChunkList[] Lists { get; }

    public int Size => Bytes.Sum(bytes => bytes.Length);

    public static FleetImage OfRandomBytes(int seed, int size)
    {
        var bytes = new byte[size];
        new Random(seed).NextBytes(bytes);
        return new FleetImage(seed, bytes);
    }

    /// <summary>The chunk list of a component out of a bundle that arrived.</summary>
    public ChunkList ListIn(byte[] bundle, int component)
    {
        var at = ManifestLength + SignatureLength + Lists.Take(component).Sum(list => list.Length);
        var list = new ChunkList(MaxChunks);
        FleetFault.Unless(list.Read(bundle, at, Lists[component].Length), "chunk list");
        return list;
    }

    private static ChunkList ListOf(byte[] bytes, Random random)
    {
        var salt = new byte[ChunkList.SaltLength];
        random.NextBytes(salt);
        var list = new ChunkList(MaxChunks);
        FleetFault.Unless(list.Begin(salt, 0, bytes.Length, ChunkList.DefaultChunkLog2), "size of the component");
        for (var i = 0; i < list.Count; i++)
        {
            list.Set(i, new NativeKeyedHash(), bytes, i << ChunkList.DefaultChunkLog2);
        }

        return list;
    }

    private static byte[] RootOf(ChunkList list)
    {
        var root = new byte[ChunkList.RootLength];
        list.ComputeRoot(new NativeKeyedHash(), root);
        return root;
    }

    private static byte[] Written(ChunkList list)
    {
        var bytes = new byte[list.Length];
        list.Write(bytes, 0);
        return bytes;
    }
}
