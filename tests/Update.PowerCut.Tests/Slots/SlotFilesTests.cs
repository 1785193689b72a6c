using System;
using System.Linq;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Update.Prover;
using Stethos.Update.Slots;

namespace Stethos.Update.PowerCut.Tests.Slots;

public sealed class SlotFilesTests
{
    private static readonly PortableKeyedHash Hash = new();
    private readonly PowerCutFileStore _store = new(5);
    private readonly byte[] _bytes = ProofRelease.Bytes((256 * 9) + 40, 7);
    private readonly ChunkList _list;
    private readonly SlotFiles _slot;

    public SlotFilesTests()
    {
        _list = ProofRelease.Make("a", 1, Hash, (1, 0, _bytes), default).ApplicationList!;
        _slot = Fresh();
    }

    [Fact]
    public void Chunks_in_any_order_are_found_again_by_their_digests()
    {
        Assert.Equal(UpdateReasonCode.None, _slot.Stage(_list));
        foreach (var index in (int[])[9, 3, 0, 8, 1, 7, 2])
        {
            Assert.Equal(UpdateReasonCode.None, Put(index));
        }

        var again = Fresh();
        Assert.Equal(UpdateReasonCode.None, again.Open(_list));
        Assert.Equal(3, again.Missing);
        Assert.Equal([4, 5, 6], Enumerable.Range(0, 10).Where(index => !again.Has(index)));
        Assert.All((int[])[4, 5, 6], index => Assert.Equal(UpdateReasonCode.None, Put(index, again)));
        Assert.True(again.IsComplete);
        AssertHolds(again);

        // The short chunk came first and ended its segment.
        Assert.Equal(["ua-000", "ua-001", "ua-002", "ua-003", "ua-l"], _store.Names);
    }

    [Fact]
    public void A_wrong_chunk_is_refused_before_anything_is_written()
    {
        _slot.Stage(_list);
        var written = _store.BytesWritten;
        var wrong = _bytes[..256];
        wrong[255] ^= 1;
        Assert.Equal(UpdateReasonCode.ChunkDigest, _slot.Put(0, wrong, 0, 256));
        Assert.Equal(UpdateReasonCode.ChunkDigest, _slot.Put(1, _bytes, 0, 256));
        Assert.Equal(UpdateReasonCode.ChunkLength, _slot.Put(0, _bytes, 0, 255));
        Assert.Equal(UpdateReasonCode.ChunkLength, _slot.Put(9, _bytes, 256 * 9, 256 - 216 - 1));
        Assert.Equal(UpdateReasonCode.NoSuchChunk, _slot.Put(10, _bytes, 0, 256));
        Assert.Equal(UpdateReasonCode.NoSuchChunk, _slot.Put(-1, _bytes, 0, 256));
        Assert.Equal(written, _store.BytesWritten);
        Assert.Equal(10, _slot.Missing);
    }

    [Fact]
    public void Equal_chunks_are_stored_once()
    {
        byte[] bytes = [.. _bytes[..256], .. _bytes[..256], .. _bytes[..256], .. _bytes[256..300]];
        var list = ProofRelease.Make("b", 2, Hash, (1, 0, bytes), default).ApplicationList!;
        _slot.Stage(list);
        Assert.Equal(UpdateReasonCode.None, _slot.Put(1, bytes, 0, 256));
        Assert.Equal(1, _slot.Missing);
        Assert.Equal(UpdateReasonCode.None, _slot.Put(3, bytes, 768, 44));
        Assert.Equal(300, _store.SizeOf("ua-000"));
        Assert.True(_slot.Verify());
    }

    [Theory]
    [InlineData(TearPattern.Half)]
    [InlineData(TearPattern.GarbageTail)]
    [InlineData(TearPattern.FlippedBit)]
    [InlineData(TearPattern.Nothing)]
    public void A_write_that_lies_is_noticed_and_the_chunk_goes_elsewhere(TearPattern pattern)
    {
        _slot.Stage(_list);
        Put(0);
        _store.SpoilAt(_store.OperationCount, pattern);
        Assert.Equal(UpdateReasonCode.None, Put(1));
        for (var index = 2; index < 10; index++)
        {
            Assert.Equal(UpdateReasonCode.None, Put(index));
        }

        AssertHolds(_slot);
        AssertHolds(Opened());
    }

    [Fact]
    public void With_torn_segments_only_the_poorest_makes_room()
    {
        var slot = new SlotFiles(_store, Hash, new byte[512], 16, 6);
        slot.Stage(_list);
        for (var index = 0; index < 10; index++)
        {
            // Each segment torn after its first chunk.
            Assert.Equal(UpdateReasonCode.None, Put(index, slot));
            _store.SpoilAt(_store.OperationCount, TearPattern.Half);
            Put((index + 1) % 10, slot);
            slot.Open(_list);
        }

        for (var round = 0; round < 4 && !slot.IsComplete; round++)
        {
            for (var index = 0; index < 10; index++)
            {
                Put(index, slot);
            }
        }

        AssertHolds(slot);
    }

    [Fact]
    public void A_full_store_says_so_and_takes_the_rest_later()
    {
        _slot.Stage(_list);
        Put(0);
        for (var i = 0; i < 40; i++)
        {
            _store.FailAt(_store.OperationCount + i, FileStatusCode.Full);
        }

        Assert.Equal(UpdateReasonCode.StoreFull, Put(1));
        for (var i = 0; i < 40; i++)
        {
            _store.Delete("x");
        }

        _slot.Open(_list);
        for (var index = 0; index < 10; index++)
        {
            Assert.Equal(UpdateReasonCode.None, Put(index));
        }

        AssertHolds(_slot);
    }

    [Fact]
    public void Every_rotten_byte_of_a_chunk_is_noticed()
    {
        _slot.Stage(_list);
        for (var index = 0; index < 10; index++)
        {
            Put(index);
        }

        foreach (var name in _store.Names.Where(name => name != "ua-l"))
        {
            for (var at = 0; at < _store.SizeOf(name); at++)
            {
                _store.Rot(name, (at * 8) + (at % 8));
                Assert.False(_slot.Verify());
                _store.Rot(name, (at * 8) + (at % 8));
            }
        }

        Assert.True(_slot.Verify());
    }

    [Fact]
    public void A_chunk_that_rots_after_opening_is_not_given_out()
    {
        _slot.Stage(_list);
        Put(0);
        _store.Rot("ua-000", 3);
        Assert.Equal(UpdateReasonCode.SlotDamaged, _slot.Read(0, new byte[256], out _));
        Assert.Equal(UpdateReasonCode.ChunksMissing, _slot.Read(1, new byte[256], out _));
        Assert.Equal(UpdateReasonCode.NoSuchChunk, _slot.Read(10, new byte[256], out _));
    }

    [Fact]
    public void What_another_slot_holds_is_taken_over_under_another_salt()
    {
        _slot.Stage(_list);
        for (var index = 0; index < 10; index++)
        {
            Put(index);
        }

        byte[] bytes = [.. ProofRelease.Bytes(256, 99), .. _bytes[256..]];
        var list = ProofRelease.Make("b", 2, Hash, (1, 0, bytes), default).ApplicationList!;
        var target = Fresh();
        target.Select(ComponentCode.Application, 1);
        target.Stage(list);
        Assert.Equal(9, target.CopyFrom(_slot, new byte[256]));
        Assert.False(target.Has(0));
        Assert.Equal(UpdateReasonCode.None, target.Put(0, bytes, 0, 256));
        Assert.True(target.Verify());
    }

    [Fact]
    public void Staging_the_same_list_again_keeps_what_is_there_and_another_deletes_it()
    {
        _slot.Stage(_list);
        Put(4);
        var again = Fresh();
        Assert.Equal(UpdateReasonCode.None, again.Stage(_list));
        Assert.Equal(9, again.Missing);
        var other = ProofRelease.Make("b", 2, Hash, (1, 0, _bytes), default).ApplicationList!;
        Assert.Equal(UpdateReasonCode.None, again.Stage(other));
        Assert.Equal(10, again.Missing);
        Assert.Equal(["ua-l"], _store.Names);
        Assert.Equal(UpdateReasonCode.SlotTooSmall, new SlotFiles(_store, Hash, new byte[512], 16, 4).Stage(_list));
        Assert.Equal(UpdateReasonCode.SlotTooSmall, new SlotFiles(_store, Hash, new byte[512], 9, 14).Stage(_list));
    }

    private SlotFiles Fresh() => new(_store, Hash, new byte[1024], 16, 12);

    private SlotFiles Opened()
    {
        var slot = Fresh();
        slot.Open(_list);
        return slot;
    }

    private UpdateReasonCode Put(int index, SlotFiles? slot = null) =>
        (slot ?? _slot).Put(index, _bytes, index * 256, index == 9 ? 40 : 256);

    private void AssertHolds(SlotFiles slot)
    {
        Assert.True(slot.IsComplete);
        var chunk = new byte[256];
        for (var index = 0; index < 10; index++)
        {
            Assert.Equal(UpdateReasonCode.None, slot.Read(index, chunk, out var count));
            Assert.Equal(_bytes.AsSpan(index * 256, count).ToArray(), chunk[..count]);
        }
    }
}
