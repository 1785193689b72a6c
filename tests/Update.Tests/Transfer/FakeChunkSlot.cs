using System;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Update.Transfer;

namespace Stethos.Update.Tests.Transfer;

/// <summary>A slot in memory that knows what it is to hold by digests.</summary>
internal sealed class FakeChunkSlot : IChunkSlot
{
    private readonly byte[][] _digests;
    private readonly byte[]?[] _held;
    private readonly int _size;

    internal FakeChunkSlot(byte[] image, int chunkLength)
    {
        _size = image.Length;
        ChunkLength = chunkLength;
        _digests = image.Chunk(chunkLength).Select(chunk => SHA256.HashData(chunk)).ToArray();
        _held = new byte[_digests.Length][];
        Missing = Count;
    }

    public int Count => _digests.Length;

    public int ChunkLength { get; }

    public int Missing { get; private set; }

    /// <summary>Chunks written; no chunk twice.</summary>
    internal int Writes { get; private set; }

    /// <summary>What the next <see cref="Put"/> of a right chunk returns instead of storing it.</summary>
    internal UpdateReasonCode Fault { get; set; }

    public int LengthOf(int index) => index < Count - 1 ? ChunkLength : _size - (Count - 1) * ChunkLength;

    public bool Has(int index) => _held[index] is not null;

    public UpdateReasonCode Put(int index, byte[] buffer, int offset, int count)
    {
        var chunk = buffer.AsSpan(offset, count).ToArray();
        var digest = SHA256.HashData(chunk);
        if (!digest.AsSpan().SequenceEqual(_digests[index]))
        {
            return UpdateReasonCode.ChunkDigest;
        }

        if (Fault != UpdateReasonCode.None)
        {
            return Fault;
        }

        Assert.False(Has(index));
        Writes++;
        for (var i = 0; i < Count; i++)
        {
            if (_digests[i].AsSpan().SequenceEqual(digest))
            {
                _held[i] = chunk;
            }
        }

        Missing = _held.Count(held => held is null);
        return UpdateReasonCode.None;
    }

    public UpdateReasonCode Read(int index, byte[] buffer, out int count)
    {
        var chunk = _held[index];
        count = chunk?.Length ?? 0;
        chunk?.CopyTo(buffer, 0);
        return chunk is null ? UpdateReasonCode.ChunkDigest : UpdateReasonCode.None;
    }

    internal byte[] Content() => [.. _held.SelectMany(chunk => chunk!)];
}
