using System;
using Stethos.Protocol;
using Stethos.Update;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>One component of a release, in chunks.</summary>
public sealed class ImageComponent
{
    private readonly byte[] _bytes;

    /// <summary>Chunks of 256 (8) to 1,024 bytes (10), which is what a message carries; at most 1,024 of them.</summary>
    public ImageComponent(ComponentCode component, byte[] bytes, int chunkLog2)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(chunkLog2, 8);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(1 << chunkLog2, UpdateChunk.MaxData);
        ArgumentOutOfRangeException.ThrowIfZero(bytes.Length);
        Component = component;
        ChunkLength = 1 << chunkLog2;
        _bytes = bytes;
        Count = (bytes.Length + ChunkLength - 1) / ChunkLength;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(Count, UpdateChunk.MaxChunks);
    }

    public ComponentCode Component { get; }

    /// <summary>Bytes of every chunk but the last.</summary>
    public int ChunkLength { get; }

    public int Count { get; }

    public ReadOnlySpan<byte> ChunkOf(int index) =>
        _bytes.AsSpan(index * ChunkLength, Math.Min(ChunkLength, _bytes.Length - index * ChunkLength));
}
