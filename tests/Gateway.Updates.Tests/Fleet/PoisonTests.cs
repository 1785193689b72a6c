using System;
using System.Linq;
using Stethos.Gateway.Updates.Sessions;
using Stethos.Protocol;
using Stethos.UpdateFleet;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>Somebody who may publish to all nodes sends whatever it likes into an update.</summary>
public sealed class PoisonTests(ITestOutputHelper output)
{
    private const int Seed = 99;
    private const int Nodes = 12;
    private readonly FleetImage _image = FleetImage.OfRandomBytes(Seed, 60 * 1024 + 17);
    private readonly Random _random = new(Seed);
    private readonly byte[] _buffer = new byte[1200];

    [Theory]
    [InlineData("chunks with wrong bytes")]
    [InlineData("poisoned symbols")]
    [InlineData("wrong parts of the bundle")]
    [InlineData("bundles of another length")]
    [InlineData("chunks that do not unpack")]
    [InlineData("another image")]
    [InlineData("bytes of any kind")]
    public void All_nodes_end_with_the_image_and_nothing_wrong_is_written(string what)
    {
        var run = new FleetRun(_image, new FleetOptions(Nodes, 0.1, Seed, new HandOutOptions(Seed: Seed)));
        int steps = 0, sent = 0;
        run.OnStep = () =>
        {
            // Two a second, for a minute.
            if (++steps % 25 == 0 && sent < 120)
            {
                run.Inject(Message(what));
                sent++;
            }
        };
        Assert.True(run.Run(TimeSpan.FromHours(4)));
        Assert.All(run.Nodes, node => Assert.Equal(_image.Bytes[0], node.ContentOf(0)));
        Assert.All(run.Nodes, node => Assert.Equal(61, node.ChunksWritten));
        var counters = Enumerable.Range(0, TransferCounters.Count)
            .Select(i => run.Nodes.Sum(node => (long)node.Status.Counters[i])).ToArray();
        output.WriteLine(
            $"seed {Seed}, {what}: {sent} sent; {run.InImages(run.ImageBytes):F2} x image, {run.ElapsedMs / 1000} s; duplicates, wrong "
            + $"digests, foreign, outside, not unpacked, spoiled: {string.Join(", ", counters)}");
    }

    private byte[] Message(string what)
    {
        var noise = new byte[1024];
        _random.NextBytes(noise);
        switch (what)
        {
            case "chunks with wrong bytes":
                return Chunk((uint)_random.Next(60), 0, noise);
            case "poisoned symbols":
                return Chunk((uint)_random.Next(), UpdateChunkFlags.Repair, noise);
            case "wrong parts of the bundle":
                return Part(_random.Next(_image.Content.Parts - 1), _image.Content.Parts, noise);
            case "bundles of another length":
                return Part(0, _random.Next(2, 65), noise);
            case "chunks that do not unpack":
                return Chunk((uint)_random.Next(60), UpdateChunkFlags.Packed, noise[..200]);
            case "another image":
                var foreign = Chunk((uint)_random.Next(60), 0, noise);
                foreign[7] ^= 0x80;
                return foreign;
            default:
                return noise[.._random.Next(1, 100)];
        }
    }

    private byte[] Chunk(uint place, int flags, byte[] data)
    {
        var chunk = new UpdateChunk
        {
            Component = 1, Place = place, Flags = flags, Length = 1024, Data = data, DataCount = data.Length
        };
        _image.Content.Id.CopyTo(chunk.Image, 0);
        return _buffer[..chunk.Write(_buffer, 0, _buffer.Length, new CborWriter())];
    }

    private byte[] Part(int index, int parts, byte[] data)
    {
        var part = new ManifestPart { Index = index, Parts = parts, Data = data, DataCount = data.Length };
        _image.Content.Id.CopyTo(part.Image, 0);
        return _buffer[..part.Write(_buffer, 0, _buffer.Length, new CborWriter())];
    }
}
