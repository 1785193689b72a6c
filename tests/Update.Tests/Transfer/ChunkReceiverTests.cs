using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Update.Transfer;

namespace Stethos.Update.Tests.Transfer;

public sealed class ChunkReceiverTests
{
    private const int ChunkLength = 256;
    private static readonly byte[] Own = [1, 2, 3, 4, 5, 6, 7, 8];
    private static readonly byte[] Other = [1, 2, 3, 4, 5, 6, 7, 9];
    private readonly byte[] _image = new byte[10 * ChunkLength - 100];
    private readonly byte[] _message = new byte[1200];
    private readonly ChunkReceiver _receiver = new(new RepairDecoder(8, 16, ChunkLength));
    private readonly FakeChunkSlot _slot;
    private readonly UpdateStatus _status = new();

    public ChunkReceiverTests()
    {
        new Random(5).NextBytes(_image);
        _slot = new FakeChunkSlot(_image, ChunkLength);
    }

    [Fact]
    public void Parts_in_any_order_and_twice_make_the_bundle()
    {
        var bundle = new byte[2 * 1024 + 77];
        new Random(9).NextBytes(bundle);
        var store = new byte[3000];
        _receiver.BeginBundle(Own, store);
        Assert.Equal([.. Enumerable.Range(0, 64)], Missing());
        foreach (var index in (int[])[2, 0, 2])
        {
            Assert.False(_receiver.IsBundleWhole);
            Part(Own, bundle, index, 3);
        }

        Assert.Equal([1], Missing());
        Part(Other, bundle, 1, 3);
        Part(Own, bundle, 1, 3);
        Assert.True(_receiver.IsBundleWhole);
        Assert.Equal(bundle, store[.._receiver.BundleLength]);
        Assert.Equal([1u, 0u, 1u, 0u, 0u, 0u], Counters());
    }

    [Fact]
    public void A_bundle_without_room_is_told_and_one_of_another_length_is_dropped_until_it_insists()
    {
        var bundle = new byte[4 * 1024];
        _receiver.BeginBundle(Own, new byte[2 * 1024]);
        Assert.Equal(UpdateReasonCode.BundleTooLong, Part(Own, bundle, 0, 4));
        Assert.Equal(UpdateReasonCode.None, Part(Own, bundle, 0, 2));
        for (var i = 0; i < 8; i++)
        {
            Part(Own, bundle.AsSpan(0, 5).ToArray(), 0, 1);
        }

        Part(Own, bundle.AsSpan(0, 5).ToArray(), 0, 1);
        Assert.Equal((true, 5), (_receiver.IsBundleWhole, _receiver.BundleLength));
    }

    [Fact]
    public void What_is_not_wanted_is_dropped_counted_and_never_written()
    {
        Begin();
        Chunk(Own, 3);
        Chunk(Own, 3);
        Chunk(Other, 4);
        Chunk(Own, 4, component: 2);
        Chunk(Own, 4, change: 1);
        Chunk(Own, 10, length: 100);
        Chunk(Own, 9, length: 100);
        Chunk(Own, 4, flags: UpdateChunkFlags.Packed, length: ChunkLength, count: 20);
        Chunk(Own, 77, flags: UpdateChunkFlags.Repair, length: 100);
        Take([0xA0]);
        Assert.Equal([1u, 1u, 2u, 4u, 1u, 0u], Counters());
        Assert.Equal((1, 9), (_slot.Writes, _slot.Missing));
        Assert.Equal([0, 1, 2, 4, 5, 6, 7, 8, 9], Missing());
    }

    [Fact]
    public void Chunks_and_symbols_complete_a_component_together()
    {
        Begin();
        foreach (var index in (int[])[0, 1, 2, 3, 9])
        {
            Chunk(Own, index);
        }

        for (uint seed = 50; _slot.Missing > 0; seed++)
        {
            Symbol(seed);
            _receiver.Describe(_status);
            Assert.InRange(_status.Missing, 0, 5);
            for (var i = 0; i < 40; i++)
            {
                Assert.Equal(UpdateReasonCode.None, _receiver.Work());
            }
        }

        Assert.True(_receiver.IsComponentWhole);
        Assert.Equal(_image, _slot.Content());
        Assert.Equal(10, _slot.Writes);
        Assert.Empty(Missing());
    }

    [Fact]
    public void A_status_tells_component_and_room_and_nothing_of_it_when_nothing_is_fetched()
    {
        Begin();
        Missing();
        Assert.Equal((true, 1, 10, 8), (_status.HasImage, _status.Component, _status.Missing, _status.RepairRoom));
        Assert.Equal(Own, _status.Image);
        _receiver.Stop();
        Assert.Empty(Missing());
        Assert.Equal((0, 0, 0), (_status.Component, _status.Missing, _status.RepairRoom));
        Chunk(Own, 0);
        Assert.Equal((0, 1u), (_slot.Writes, Counters()[TransferCounters.ForeignImages]));
    }

    [Fact]
    public void A_fault_of_the_slot_reaches_the_caller_and_the_chunk_stays_missing()
    {
        Begin();
        _slot.Fault = UpdateReasonCode.TransferStalled;
        Assert.Equal(UpdateReasonCode.TransferStalled, Chunk(Own, 0));
        _slot.Fault = UpdateReasonCode.None;
        Assert.Equal(UpdateReasonCode.None, Chunk(Own, 0));
        Assert.Equal(9, _slot.Missing);
    }

    [Fact]
    public void Chunks_longer_than_a_message_are_refused()
    {
        var slot = new FakeChunkSlot(new byte[5000], 2048);
        Assert.Equal(UpdateReasonCode.ChunkTooLong, _receiver.BeginComponent(Own, ComponentCode.Application, slot));
    }

    [Fact]
    public void No_chunk_and_no_symbol_allocates()
    {
        Begin();
        Chunk(Own, 0);
        var before = 0L;
        for (uint seed = 0; seed < 200; seed++)
        {
            if (seed == 100)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            // Two symbols at most are held; the rest say nothing new.
            var length = Message(Own, seed & 1, 1, (int)(seed & 1) * UpdateChunkFlags.Repair, ChunkLength, ChunkLength, 3);
            _receiver.Take(_message, 0, length, out _);
            _receiver.Describe(_status);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before - 100 * AllocatedByMessage());
    }

    private long AllocatedByMessage()
    {
        Message(Own, 1, 1, 0, ChunkLength, ChunkLength, 0);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Message(Own, 1, 1, 0, ChunkLength, ChunkLength, 0);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private void Begin() =>
        Assert.Equal(UpdateReasonCode.None, _receiver.BeginComponent(Own, ComponentCode.Application, _slot));

    private int[] Missing()
    {
        _receiver.Describe(_status);
        return [.. Enumerable.Range(0, 1024).Where(_status.IsMissing)];
    }

    private uint[] Counters()
    {
        _receiver.Describe(_status);
        return [.. _status.Counters];
    }

    private UpdateReasonCode Part(byte[] id, byte[] bundle, int index, int parts)
    {
        var part = new ManifestPart
        {
            Index = index, Parts = parts, Data = bundle, DataOffset = index * 1024,
            DataCount = Math.Min(1024, bundle.Length - index * 1024)
        };
        id.CopyTo(part.Image, 0);
        return _receiver.Take(_message, 0, part.Write(_message, 0, _message.Length, new CborWriter()), out _);
    }

    private void Symbol(uint seed)
    {
        var sum = new byte[ChunkLength];
        for (var i = 0; i < _image.Length; i++)
        {
            sum[i % ChunkLength] ^= ((RepairCode.Word(seed, 0) >> (i / ChunkLength)) & 1) != 0 ? _image[i] : (byte)0;
        }

        var chunk = new UpdateChunk
        {
            Component = 1, Place = seed, Flags = UpdateChunkFlags.Repair, Length = ChunkLength, Data = sum, DataCount = ChunkLength
        };
        Own.CopyTo(chunk.Image, 0);
        Take(_message.AsSpan(0, chunk.Write(_message, 0, _message.Length, new CborWriter())).ToArray());
    }

    private UpdateReasonCode Chunk(
        byte[] id, int index, int component = 1, int flags = 0, int length = 0, int count = 0, byte change = 0)
    {
        var whole = length == 0 ? Math.Min(ChunkLength, _image.Length - index * ChunkLength) : length;
        var written = Message(id, (uint)index, component, flags, whole, count == 0 ? whole : count, change);
        return _receiver.Take(_message, 0, written, out _);
    }

    private int Message(byte[] id, uint place, int component, int flags, int length, int count, byte change)
    {
        var data = new byte[length];
        var at = place < 10 ? (int)place * ChunkLength : 0;
        _image.AsSpan(at, Math.Min(length, _image.Length - at)).CopyTo(data);
        data[0] ^= change;
        var chunk = new UpdateChunk
        {
            Component = component, Place = place, Flags = flags, Length = length, Data = data, DataCount = count
        };
        id.CopyTo(chunk.Image, 0);
        return chunk.Write(_message, 0, _message.Length, new CborWriter());
    }

    private void Take(byte[] message) => Assert.Equal(UpdateReasonCode.None, _receiver.Take(message, 0, message.Length, out _));
}
