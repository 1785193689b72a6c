using System;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.Gateway.Updates.Carousel;
using Stethos.Update.Transfer;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Carousel;

public sealed class LzPackerTests(ITestOutputHelper output)
{
    private readonly LzPacker _packer = new();
    private readonly byte[] _unpacked = new byte[4096];

    [Fact]
    public void What_is_packed_is_unpacked_by_the_firmware()
    {
        const int seed = 77;
        var random = new Random(seed);
        var packedRuns = 0;
        for (var round = 0; round < 5_000; round++)
        {
            // Few different bytes and copies of what was before: literals and matches of all lengths.
            var chunk = new byte[random.Next(1, 1025)];
            for (var i = 0; i < chunk.Length; i++)
            {
                chunk[i] = i > 8 && random.Next(4) > 0 ? chunk[i - 1 - random.Next(8)] : (byte)random.Next(1 << (1 + round % 8));
            }

            packedRuns += RoundTrip(chunk) < chunk.Length ? 1 : 0;
        }

        output.WriteLine($"seed {seed}: {packedRuns} of 5000 were packed");
        Assert.InRange(packedRuns, 2_000, 5_000);
    }

    [Fact]
    public void One_byte_repeated_takes_a_few_bytes_and_noise_is_left_as_it_is()
    {
        Assert.InRange(RoundTrip(new byte[1024]), 6, 16);
        var noise = new byte[1024];
        new Random(1).NextBytes(noise);
        Assert.True(_packer.Pack(noise).IsEmpty);
        Assert.True(_packer.Pack([1, 2, 3]).IsEmpty);
    }

    [Fact]
    public void The_ends_of_a_block_are_those_of_the_format()
    {
        // The last 5 bytes are literals; the last match begins at least 12 before the end (lz4_Block_format.md).
        var packed = _packer.Pack(Encoding.ASCII.GetBytes(string.Concat(Enumerable.Repeat("abcdefgh", 8)))).ToArray();
        Assert.Equal(5, packed[^6] >> 4);
        Assert.Equal("defgh", Encoding.ASCII.GetString(packed[^5..]));
    }

    [Fact]
    public void An_assembly_shrinks_by_a_fifth_or_more()
    {
        var assembly = File.ReadAllBytes(typeof(LzDecoder).Assembly.Location);
        var packed = assembly.Chunk(1024).Sum(RoundTrip);
        output.WriteLine($"Update.dll: {assembly.Length} bytes, in packed chunks {packed}");
        Assert.InRange(packed, assembly.Length / 4, assembly.Length * 4 / 5);
    }

    // Bytes on the wire.
    private int RoundTrip(byte[] chunk)
    {
        var packed = _packer.Pack(chunk).ToArray();
        if (packed.Length == 0)
        {
            return chunk.Length;
        }

        Assert.True(LzDecoder.Unpack(packed, 0, packed.Length, _unpacked, chunk.Length));
        Assert.True(chunk.AsSpan().SequenceEqual(_unpacked.AsSpan(0, chunk.Length)));
        return packed.Length;
    }
}
