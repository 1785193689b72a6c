using System;

namespace Stethos.Protocol.Tests;

public sealed class CborWriterTests
{
    [Fact]
    public void Every_length_of_room_that_is_too_small_is_an_overflow_and_touches_nothing_outside()
    {
        var chunk = new BurstChunk { ChunkCount = 1, SampleRateHz = 1, Scale = 1, SampleCount = 20 };
        var writer = new CborWriter();
        var whole = chunk.Write(new byte[BurstChunk.MaxLength], 0, BurstChunk.MaxLength, writer);
        for (var room = 0; room < whole; room++)
        {
            var buffer = new byte[whole + 20];
            Array.Fill(buffer, (byte)0xC5);
            Assert.Equal(0, chunk.Write(buffer, 10, room, writer));
            Assert.True(writer.Overflow);
            Assert.Equal(-1, buffer.AsSpan(0, 10).IndexOfAnyExcept((byte)0xC5));
            Assert.Equal(-1, buffer.AsSpan(10 + room).IndexOfAnyExcept((byte)0xC5));
        }

        Assert.Equal(whole, chunk.Write(new byte[whole], 0, whole, writer));
    }

    [Fact]
    public void Texts_carry_only_printable_ASCII()
    {
        var buffer = new byte[16];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.Text("ä\n~ 7");
        Assert.Equal("653f3f7e2037", Convert.ToHexStringLower(buffer, 0, writer.Length));
    }

    [Fact]
    public void Arrays_of_numbers_are_little_endian_after_their_tags()
    {
        var buffer = new byte[32];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.Int16Array([0, -2, 258], 1, 2);
        writer.Float16Array([9f, 1f], 1, 1);
        writer.Uint8Array([1, 2, 3], 1, 1);
        Assert.Equal("d84d44feff0201" + "d85442003c" + "d8404102", Convert.ToHexStringLower(buffer, 0, writer.Length));
    }
}
