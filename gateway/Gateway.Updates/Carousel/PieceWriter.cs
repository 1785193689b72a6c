using System;
using System.Collections.Generic;
using Stethos.Protocol;
using Stethos.Update.Transfer;

namespace Stethos.Gateway.Updates.Carousel;

/// <summary>
/// Writes the messages of an image: parts, chunks (packed when that is shorter) and repair symbols. What it returns is valid until
/// the next call. Not thread safe.
/// </summary>
public sealed class PieceWriter(ImageContent image)
{
    private readonly Dictionary<(int Stage, int Piece), byte[]> _packed = [];
    private readonly LzPacker _packer = new();
    private readonly CborWriter _writer = new();
    private readonly ManifestPart _part = new();
    private readonly UpdateChunk _chunk = new();
    private readonly byte[] _payload = new byte[UpdateChunk.MaxData];
    private readonly byte[] _message = new byte[UpdateChunk.MaxLength];
    private readonly int[] _words = new int[UpdateChunk.MaxChunks / 32];

    /// <summary>A part of the bundle (stage 0) or a chunk.</summary>
    public ReadOnlySpan<byte> Piece(int stage, int index)
    {
        if (stage > 0)
        {
            return Chunk(stage, index);
        }

        var bytes = image.PartOf(index);
        bytes.CopyTo(_payload);
        image.Id.CopyTo(_part.Image, 0);
        (_part.Index, _part.Parts, _part.Data, _part.DataOffset, _part.DataCount) = (index, image.Parts, _payload, 0, bytes.Length);
        return _message.AsSpan(0, _part.Write(_message, 0, _message.Length, _writer));
    }

    /// <summary>The sum of the chunks that the seed says.</summary>
    public ReadOnlySpan<byte> Symbol(int stage, uint seed)
    {
        var component = image.Components[stage - 1];
        RepairCode.Fill(seed, component.Count, _words);
        var sum = _payload.AsSpan(0, component.ChunkLength);
        sum.Clear();
        for (var i = 0; i < component.Count; i++)
        {
            if ((_words[i >> 5] & (1 << (i & 31))) != 0)
            {
                var chunk = component.ChunkOf(i);
                for (var at = 0; at < chunk.Length; at++)
                {
                    sum[at] ^= chunk[at];
                }
            }
        }

        return Write(stage, seed, UpdateChunkFlags.Repair, component.ChunkLength, _payload, component.ChunkLength);
    }

    private ReadOnlySpan<byte> Chunk(int stage, int index)
    {
        var chunk = image.Components[stage - 1].ChunkOf(index);
        if (!_packed.TryGetValue((stage, index), out var packed))
        {
            _packed[(stage, index)] = packed = _packer.Pack(chunk).ToArray();
        }

        if (packed.Length > 0)
        {
            return Write(stage, (uint)index, UpdateChunkFlags.Packed, chunk.Length, packed, packed.Length);
        }

        chunk.CopyTo(_payload);
        return Write(stage, (uint)index, 0, chunk.Length, _payload, chunk.Length);
    }

    private ReadOnlySpan<byte> Write(int stage, uint place, int flags, int length, byte[] data, int count)
    {
        image.Id.CopyTo(_chunk.Image, 0);
        _chunk.Component = (int)image.Components[stage - 1].Component;
        (_chunk.Place, _chunk.Flags, _chunk.Length) = (place, flags, length);
        (_chunk.Data, _chunk.DataOffset, _chunk.DataCount) = (data, 0, count);
        return _message.AsSpan(0, _chunk.Write(_message, 0, _message.Length, _writer));
    }
}
