using System;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>One component of a release, in chunks.</summary>
public sealed class ImageComponent
{
    private readonly byte[] _bytes;
    private readonly byte[]? _root;

    /// <summary>
    /// Chunks of 256 (8) to 1,024 bytes (10), which is what a message carries; at most 1,024 of them. <paramref name="root"/>: the
    /// component's chunk root as in the manifest, by which a node at rest is known to run it; null = it is not.
    /// </summary>
    public ImageComponent(ComponentCode component, byte[] bytes, int chunkLog2, byte[]? root = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkLog2, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(1 << chunkLog2, UpdateChunk.MaxData);
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Length);
        Component = component;
        _root = root;
        ChunkLength = 1 << chunkLog2;
        _bytes = bytes;
        Count = (bytes.Length + ChunkLength - 1) / ChunkLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Count, UpdateChunk.MaxChunks);
    }

    public ComponentCode Component { get; }

    /// <summary>Bytes of every chunk but the last.</summary>
    public int ChunkLength { get; }

    public int Count { get; }

    /// <summary>Whether a node says that it runs this very component.</summary>
    public bool IsRunBy(UpdateStatus status)
    {
        var place = (int)Component - (int)ComponentCode.Application;
        return _root is not null && place is >= 0 and < UpdateStatus.Components && status.Roots
            .AsSpan(place * UpdateStatus.RootLength, UpdateStatus.RootLength).SequenceEqual(_root.AsSpan(0, UpdateStatus.RootLength));
    }

    public ReadOnlySpan<byte> ChunkOf(int index) =>
        _bytes.AsSpan(index * ChunkLength, Math.Min(ChunkLength, _bytes.Length - index * ChunkLength));
}
