using System;
using System.Linq;
using Stethos.Protocol;
using Stethos.Update.Transfer;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Transfer;

/// <summary>Mutated messages in any order: nothing is thrown, nothing wrong is stored, and the image can still be completed.</summary>
public sealed class ChunkReceiverFuzz(ITestOutputHelper output)
{
    private const int ChunkLength = 256;
    private static readonly byte[] Id = [9, 8, 7, 6, 5, 4, 3, 2];
    private readonly byte[] _buffer = new byte[1200];
    private readonly CborWriter _writer = new();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Mutated_messages_never_put_a_wrong_byte_into_the_slot(int seed)
    {
        var random = new Random(seed);
        var image = new byte[20 * ChunkLength - 31];
        random.NextBytes(image);
        var status = new UpdateStatus();
        int used = 0, completed = 0;
        for (var round = 0; round < 100; round++)
        {
            var receiver = new ChunkReceiver(new RepairDecoder(12, 32, ChunkLength));
            var slot = new FakeChunkSlot(image, ChunkLength);
            receiver.BeginBundle(Id, new byte[random.Next(3000)]);
            var begin = random.Next(100);
            for (var i = 0; i < 400; i++)
            {
                if (i == begin)
                {
                    receiver.BeginComponent(Id, ComponentCode.Application, slot);
                }

                var message = Message(random, image);
                for (var change = random.Next(4); change > 0; change--)
                {
                    message[random.Next(message.Length)] ^= (byte)(1 << random.Next(8));
                }

                var count = random.Next(8) == 0 ? random.Next(message.Length + 1) : message.Length;
                receiver.Take(message, 0, count, out var isUsed);
                used += isUsed ? 1 : 0;
                Assert.Equal(UpdateReasonCode.None, receiver.Work());
                receiver.Describe(status);
                Assert.InRange(status.Write(_buffer, 0, _buffer.Length, _writer), 1, UpdateStatus.MaxLength);
            }

            for (var i = 0; i < slot.Count; i++)
            {
                var length = Chunk((uint)i, 0, image.AsSpan(i * ChunkLength, slot.LengthOf(i)));
                Assert.Equal(UpdateReasonCode.None, receiver.Take(_buffer, 0, length, out _));
            }

            for (var step = 0; step < 100; step++)
            {
                receiver.Work();
            }

            Assert.Equal(image, slot.Content());
            completed++;
        }

        output.WriteLine($"seed {seed}: {used} of 40000 were used, {completed} images");
        Assert.InRange(used, 4_000, 36_000);
    }

    private byte[] Message(Random random, byte[] image)
    {
        var kind = random.Next(4);
        var at = random.Next(20);
        var data = image.AsSpan(at * ChunkLength, Math.Min(ChunkLength, image.Length - at * ChunkLength));
        int length;
        if (kind == 0)
        {
            var part = new ManifestPart { Index = random.Next(3), Parts = 3, Data = new byte[1024], DataCount = 1024 };
            Id.CopyTo(part.Image, 0);
            length = part.Write(_buffer, 0, _buffer.Length, _writer);
        }
        else if (kind == 1)
        {
            var noise = new byte[ChunkLength];
            random.NextBytes(noise);
            length = Chunk((uint)random.Next(), UpdateChunkFlags.Repair, noise);
        }
        else
        {
            length = Chunk((uint)at, 0, data);
        }

        return [.. _buffer.Take(length)];
    }

    private int Chunk(uint place, int flags, ReadOnlySpan<byte> data)
    {
        var chunk = new UpdateChunk
        {
            Component = 1, Place = place, Flags = flags, Length = data.Length, Data = data.ToArray(), DataCount = data.Length
        };
        Id.CopyTo(chunk.Image, 0);
        return chunk.Write(_buffer, 0, _buffer.Length, _writer);
    }
}
