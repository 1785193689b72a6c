using System;
using System.Linq;
using Stethos.Update.Transfer;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Transfer;

public sealed class RepairDecoderTests(ITestOutputHelper output)
{
    private const int ChunkLength = 64;
    private readonly byte[] _buffer = new byte[ChunkLength];
    private uint _seed = 1000;

    [Fact]
    public void As_many_independent_symbols_as_chunks_are_missing_give_the_image()
    {
        const int seed = 7;
        var random = new Random(seed);
        int used = 0, needed = 0;
        for (var round = 0; round < 300; round++)
        {
            var image = Image(random, random.Next(1, 130) * ChunkLength - random.Next(ChunkLength));
            var slot = Holding(image, _ => random.NextDouble() < 0.7);
            var decoder = new RepairDecoder(64, 130, ChunkLength);
            decoder.Begin(slot);
            if (slot.Missing is 0 or > 64)
            {
                continue;
            }

            needed += slot.Missing;
            for (; !decoder.IsSolving; used++)
            {
                Give(decoder, image);
            }

            Solve(decoder);
            Assert.Equal(image, slot.Content());
        }

        output.WriteLine($"seed {seed}: {used} symbols for {needed} missing chunks");

        // A random square system over GF(2) is short of full rank by 1.6 rows on average; small ones see the zero row, too.
        Assert.InRange(used - needed, 300, 700);
    }

    [Fact]
    public void Seeds_in_a_row_give_independent_sums()
    {
        // 200 rows of 200 columns: a generator linear over GF(2) would reach a rank of 32 at most.
        var image = Image(new Random(3), 200 * ChunkLength);
        var slot = new FakeChunkSlot(image, ChunkLength);
        var decoder = new RepairDecoder(200, 200, ChunkLength);
        decoder.Begin(slot);
        var given = 0;
        for (; !decoder.IsSolving; given++)
        {
            Give(decoder, image);
        }

        Assert.InRange(given, 200, 215);
        Solve(decoder);
        Assert.Equal(image, slot.Content());
    }

    [Fact]
    public void Which_chunks_a_seed_means_never_changes()
    {
        // Frozen: gateway and node of different versions have to agree. Finalizer of MurmurHash3, computed by hand elsewhere.
        Assert.Equal(FinalizerOf(0x9E3779B9u), (uint)RepairCode.Word(0, 0));
        Assert.Equal(FinalizerOf(unchecked(5u + 3u * 0x9E3779B9u)), (uint)RepairCode.Word(5, 2));
        var words = new int[2];
        RepairCode.Fill(5, 40, words);
        Assert.Equal((RepairCode.Word(5, 0), RepairCode.Word(5, 1) & 0xFF), (words[0], words[1]));
    }

    [Fact]
    public void A_poisoned_symbol_never_reaches_the_slot_and_leaves_what_is_right()
    {
        const int seed = 11;
        var random = new Random(seed);
        var spoiledRuns = 0;
        for (var round = 0; round < 100; round++)
        {
            var image = Image(random, 60 * ChunkLength);
            var slot = Holding(image, index => index % 4 != 0);
            var decoder = new RepairDecoder(32, 60, ChunkLength);
            decoder.Begin(slot);
            var poisonedAt = random.Next(15);
            for (var i = 0; !decoder.IsSolving; i++)
            {
                Give(decoder, image, i == poisonedAt ? random.Next(ChunkLength) : -1);
            }

            var spoiled = Solve(decoder);
            spoiledRuns += spoiled > 0 ? 1 : 0;
            Assert.Equal(spoiled > 0, slot.Missing > 0);
            Assert.Equal(spoiled > 0 ? 0 : 32, decoder.Room);
            Assert.False(Give(decoder, image) && spoiled > 0);
            for (var i = 0; i < slot.Count; i++)
            {
                Assert.True(!slot.Has(i) || Matches(slot, image, i));
            }

            // Plain chunks still bring it home, and the next component may use symbols again.
            Fill(slot, image);
            Assert.Equal(image, slot.Content());
            decoder.Begin(new FakeChunkSlot(image, ChunkLength));
            Assert.Equal(32, decoder.Room);
        }

        output.WriteLine($"seed {seed}: {spoiledRuns} of 100 runs were spoiled");
        Assert.InRange(spoiledRuns, 90, 100);
    }

    [Fact]
    public void Chunks_that_come_as_they_are_in_between_make_symbols_of_more_use()
    {
        var random = new Random(13);
        for (var round = 0; round < 200; round++)
        {
            // Every third chunk is the same, so some come together.
            var image = Image(random, 48 * ChunkLength - 5);
            for (var i = 0; i < 47; i += 3)
            {
                image.AsSpan(0, ChunkLength).CopyTo(image.AsSpan(i * ChunkLength));
            }

            var slot = new FakeChunkSlot(image, ChunkLength);
            var decoder = new RepairDecoder(20, 48, ChunkLength);
            decoder.Begin(slot);
            while (slot.Missing > 0)
            {
                var chunk = random.Next(slot.Count);
                if (random.Next(3) == 0 && !slot.Has(chunk) && !decoder.IsSolving)
                {
                    Assert.Equal(UpdateReasonCode.None, slot.Put(chunk, image, chunk * ChunkLength, slot.LengthOf(chunk)));
                    decoder.Refresh();
                }
                else
                {
                    Give(decoder, image);
                }

                Solve(decoder);
            }

            Assert.Equal(image, slot.Content());
        }
    }

    [Fact]
    public void A_fault_of_the_slot_is_told_and_the_symbols_can_come_again()
    {
        var image = Image(new Random(17), 10 * ChunkLength);
        var slot = Holding(image, index => index > 2);
        var decoder = new RepairDecoder(8, 10, ChunkLength);
        decoder.Begin(slot);
        while (!decoder.IsSolving)
        {
            Give(decoder, image);
        }

        slot.Fault = UpdateReasonCode.BundleTooLong;
        var reason = UpdateReasonCode.None;
        while (decoder.IsSolving && reason == UpdateReasonCode.None)
        {
            reason = decoder.Step(_buffer, out _);
        }

        Assert.Equal((UpdateReasonCode.BundleTooLong, 0, 3), (reason, decoder.Held, slot.Missing));
        slot.Fault = UpdateReasonCode.None;
        while (!decoder.IsSolving)
        {
            Give(decoder, image);
        }

        Solve(decoder);
        Assert.Equal(image, slot.Content());
    }

    [Fact]
    public void No_more_symbols_are_held_than_there_is_room_for()
    {
        var image = Image(new Random(19), 20 * ChunkLength);
        var decoder = new RepairDecoder(4, 20, ChunkLength);
        decoder.Begin(new FakeChunkSlot(image, ChunkLength));
        for (var i = 0; i < 100; i++)
        {
            Give(decoder, image);
        }

        Assert.Equal((4, false), (decoder.Held, decoder.IsSolving));
        decoder.Begin(new FakeChunkSlot(Image(new Random(1), 21 * ChunkLength), ChunkLength));
        Assert.Equal((0, 0), (decoder.Room, decoder.Held));
    }

    private static uint FinalizerOf(uint value)
    {
        unchecked
        {
            value = (value ^ (value >> 16)) * 2246822507;
            value = (value ^ (value >> 13)) * 3266489909;
            return value ^ (value >> 16);
        }
    }

    private static byte[] Image(Random random, int size)
    {
        var image = new byte[size];
        random.NextBytes(image);
        return image;
    }

    private static FakeChunkSlot Holding(byte[] image, Func<int, bool> holds)
    {
        var slot = new FakeChunkSlot(image, ChunkLength);
        for (var i = 0; i < slot.Count; i++)
        {
            if (holds(i))
            {
                slot.Put(i, image, i * ChunkLength, slot.LengthOf(i));
            }
        }

        return slot;
    }

    private static void Fill(FakeChunkSlot slot, byte[] image)
    {
        foreach (var i in Enumerable.Range(0, slot.Count).Where(i => !slot.Has(i)))
        {
            slot.Put(i, image, i * ChunkLength, slot.LengthOf(i));
        }
    }

    private static bool Matches(FakeChunkSlot slot, byte[] image, int index)
    {
        var chunk = new byte[ChunkLength];
        slot.Read(index, chunk, out var count);
        return chunk.AsSpan(0, count).SequenceEqual(image.AsSpan(index * ChunkLength, count));
    }

    private bool Give(RepairDecoder decoder, byte[] image, int flippedByte = -1)
    {
        var seed = _seed++;
        var chunks = (image.Length + ChunkLength - 1) / ChunkLength;
        var sum = new byte[ChunkLength];
        for (var i = 0; i < image.Length; i++)
        {
            var chunk = i / ChunkLength;
            sum[i % ChunkLength] ^= ((RepairCode.Word(seed, chunk >> 5) >> (chunk & 31)) & 1) != 0 ? image[i] : (byte)0;
        }

        Assert.InRange(chunks, 1, 1024);
        if (flippedByte >= 0)
        {
            sum[flippedByte] ^= 0x10;
        }

        return decoder.Add(seed, sum, 0);
    }

    private int Solve(RepairDecoder decoder)
    {
        var all = 0;
        while (decoder.IsSolving)
        {
            Assert.Equal(UpdateReasonCode.None, decoder.Step(_buffer, out var spoiled));
            all += spoiled;
        }

        return all;
    }
}
