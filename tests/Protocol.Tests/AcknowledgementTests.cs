using System;
using System.Collections.Generic;
using System.Linq;
using Xunit.Abstractions;

namespace Stethos.Protocol.Tests;

public sealed class AcknowledgementTests(ITestOutputHelper output)
{
    [Fact]
    public void What_was_marked_is_covered_and_nothing_else()
    {
        const int seed = 4711;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var round = 0; round < 2000; round++)
        {
            var acknowledgement = new Acknowledgement { Cumulative = (uint)random.Next(1000) };
            var marked = new HashSet<uint>();
            for (var n = random.Next(40); n > 0; n--)
            {
                var sequence = (uint)random.Next(1400);
                var fits = sequence > acknowledgement.Cumulative && sequence <= acknowledgement.Cumulative + 256;
                Assert.Equal(fits, acknowledgement.Mark(sequence));
                if (fits)
                {
                    marked.Add(sequence);
                }
            }

            for (uint sequence = 0; sequence < 1400; sequence++)
            {
                Assert.Equal(sequence <= acknowledgement.Cumulative || marked.Contains(sequence), acknowledgement.Covers(sequence));
            }
        }
    }

    [Fact]
    public void The_end_of_the_numbers_does_not_wrap_round()
    {
        var acknowledgement = new Acknowledgement { Cumulative = uint.MaxValue - 1 };
        Assert.True(acknowledgement.Mark(uint.MaxValue));
        Assert.False(acknowledgement.Mark(0));
        Assert.True(acknowledgement.Covers(uint.MaxValue));
        acknowledgement.Cumulative = uint.MaxValue;
        Assert.True(acknowledgement.Covers(0));
        Assert.True(acknowledgement.Covers(uint.MaxValue));
    }

    [Fact]
    public void A_reused_object_forgets_the_bitmap_of_the_message_before()
    {
        var acknowledgement = new Acknowledgement { Cumulative = 5 };
        for (uint i = 6; i < 262; i++)
        {
            Assert.True(acknowledgement.Mark(i));
        }

        acknowledgement.BitmapLength = 0;
        Assert.True(acknowledgement.Mark(6 + 20));
        Assert.Equal([26u], Enumerable.Range(6, 256).Select(i => (uint)i).Where(acknowledgement.Covers));
    }
}
