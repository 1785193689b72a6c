using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Bursts;
using Stethos.Protocol;
using Xunit.Abstractions;

namespace Stethos.Gateway.Domain.Tests.Bursts;

public sealed class BurstAssemblerTests(ITestOutputHelper output)
{
    private const long ReceivedMs = 1_800_000_000_000;

    [Fact]
    public void Chunks_in_any_order_and_twice_give_the_burst_once()
    {
        const int seed = 31;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 500; round++)
        {
            var assembler = new BurstAssembler();
            var chunks = Chunks((uint)round, random.Next(1, 12));
            var arriving = chunks.Concat(chunks.Where(_ => random.Next(3) == 0)).ToArray();
            random.Shuffle(arriving);
            var bursts = arriving.Select(chunk => assembler.Add(chunk, ReceivedMs)).OfType<Burst>().ToArray();
            Check(Assert.Single(bursts), (uint)round, chunks);
            Assert.Equal(0, assembler.Abandoned);
        }
    }

    [Fact]
    public void A_newer_burst_gives_up_the_unfinished_one()
    {
        var assembler = new BurstAssembler();
        var old = Chunks(1, 3);
        Assert.Null(assembler.Add(old[0], ReceivedMs));
        Check(Only(assembler, Chunks(2, 4))!, 2, Chunks(2, 4));
        Assert.Equal(1, assembler.Abandoned);
    }

    [Fact]
    public void Late_chunks_of_a_burst_given_up_do_not_spoil_the_newer_one()
    {
        var assembler = new BurstAssembler();
        var old = Chunks(1, 3);
        var fresh = Chunks(2, 3);
        foreach (var chunk in (BurstChunk[])[old[0], fresh[0], old[1], fresh[1], old[2]])
        {
            Assert.Null(assembler.Add(chunk, ReceivedMs));
        }

        Check(assembler.Add(fresh[2], ReceivedMs)!, 2, fresh);
        Assert.Equal(1, assembler.Abandoned);
    }

    [Fact]
    public void Late_duplicates_of_a_complete_burst_change_nothing()
    {
        var assembler = new BurstAssembler();
        var first = Chunks(1, 3);
        Assert.NotNull(Only(assembler, first));
        var second = Chunks(2, 2);
        Assert.Null(assembler.Add(first[2], ReceivedMs));
        Assert.Null(assembler.Add(second[1], ReceivedMs));
        Assert.Null(assembler.Add(first[0], ReceivedMs));
        Check(assembler.Add(second[0], ReceivedMs)!, 2, second);
        Assert.Equal(0, assembler.Abandoned);
    }

    [Fact]
    public void Two_windows_that_answer_the_same_request_are_never_mixed()
    {
        var assembler = new BurstAssembler();
        var first = Chunks(9, 2);
        var second = Chunks(9, 2, timeMs: 1_767_225_700_000, value: 5000);
        Assert.Null(assembler.Add(first[0], ReceivedMs));
        Assert.Null(assembler.Add(second[1], ReceivedMs));
        Check(assembler.Add(second[0], ReceivedMs)!, 9, second);
    }

    [Theory]
    [InlineData(1, 1u, 0)]
    [InlineData(0, 2u, 0)]
    [InlineData(0, 1u, 1)]
    public void Devices_boots_and_sensors_are_kept_apart(int device, uint boot, int sensor)
    {
        var assembler = new BurstAssembler();
        var one = Chunks(1, 2);
        var other = Chunks(1, 2, value: 700);
        foreach (var chunk in other)
        {
            chunk.Key.Device[7] = (byte)device;
            chunk.Key.Boot = boot;
            chunk.Sensor = sensor;
        }

        Assert.Null(assembler.Add(one[0], ReceivedMs));
        Assert.Null(assembler.Add(other[1], ReceivedMs));
        Check(assembler.Add(other[0], ReceivedMs)!, 1, other);
    }

    [Fact]
    public void A_node_without_a_clock_gets_the_time_of_reception()
    {
        var burst = Only(new BurstAssembler(), Chunks(1, 1, timeMs: 12_345));
        Assert.Equal(ReceivedMs, burst!.TimeMs);
        Assert.Equal(1_767_225_600_000, Only(new BurstAssembler(), Chunks(1, 1))!.TimeMs);
    }

    private static Burst? Only(BurstAssembler assembler, IEnumerable<BurstChunk> chunks) =>
        chunks.Select(chunk => assembler.Add(chunk, ReceivedMs)).ToArray()[^1];

    private static void Check(Burst burst, uint id, BurstChunk[] chunks)
    {
        Assert.Equal((id, 12800, 29.95, 0.5f), (burst.BurstId, burst.SampleRateHz, burst.ShaftHz, burst.Scale));
        Assert.Equal(chunks.SelectMany(chunk => chunk.Samples.Take(chunk.SampleCount)), burst.Samples);
    }

    private static BurstChunk[] Chunks(uint id, int count, ulong timeMs = 1_767_225_600_000, short value = 100)
    {
        var chunks = new BurstChunk[count];
        for (var i = 0; i < count; i++)
        {
            chunks[i] = new BurstChunk
            {
                BurstId = id,
                ChunkIndex = i,
                ChunkCount = count,
                SampleRateHz = 12800,
                ShaftMilliHz = 29950,
                Scale = 0.5f,
                SampleCount = i == count - 1 ? 3 : 5
            };
            chunks[i].Key.TimeMs = timeMs;
            chunks[i].Key.Boot = 1;
            for (var n = 0; n < 5; n++)
            {
                chunks[i].Samples[n] = (short)(value + 5 * i + n);
            }
        }

        return chunks;
    }
}
