using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.ModelQuantizer.Size.Arena;
using Stethos.ModelQuantizer.Tests.Kit;
using Xunit.Abstractions;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class ArenaPlannerTests(ITestOutputHelper output)
{
    [Fact]
    public void Live_blocks_never_overlap_and_no_plan_is_below_its_bound()
    {
        output.WriteLine($"seed {RandomTensor.Seed}");
        var random = new Random(RandomTensor.Seed);
        for (var round = 0; round < 200; round++)
        {
            var plan = ArenaPlanner.Plan(Blocks(random, random.Next(1, 40), 30), new ArenaOptions { MaxSwaps = 300 });
            Assert.Null(Overlap(plan));
            Assert.InRange(plan.Bytes, plan.LowerBound, plan.GreedyBytes);
            Assert.Equal(plan.LowerBound, plan.Live[plan.PeakStep]);
            Assert.Equal(plan.Bytes, Enumerable.Range(0, plan.Blocks.Count).Max(i => plan.Offsets[i] + Rounded(plan.Blocks[i])));
            Assert.All(plan.Offsets, offset => Assert.Equal(0, offset % 16));
        }
    }

    [Fact]
    public void Tiny_cases_reach_the_true_optimum()
    {
        output.WriteLine($"seed {RandomTensor.Seed}");
        var random = new Random(RandomTensor.Seed);
        var greedyMissed = 0;
        for (var round = 0; round < 150; round++)
        {
            var blocks = Blocks(random, random.Next(2, 7), 6);
            var plan = ArenaPlanner.Plan(blocks, new ArenaOptions { MaxSwaps = 2_000 });
            Assert.Equal(Optimum(blocks), plan.Bytes);
            greedyMissed += plan.Bytes < plan.GreedyBytes ? 1 : 0;
        }

        Assert.True(greedyMissed > 0, "no case in which greedy misses the optimum: the search was not tested");
    }

    [Fact]
    public void Greedy_alone_can_miss_the_bound_and_the_search_finds_it()
    {
        ArenaBlock[] blocks =
        [
            new("a", 64, 0, 1), new("b", 32, 1, 2), new("c", 48, 2, 3), new("d", 32, 3, 4), new("e", 64, 4, 5), new("f", 32, 2, 4),
        ];
        var greedy = ArenaPlanner.Plan(blocks, new ArenaOptions { MaxSwaps = 0 });
        var searched = ArenaPlanner.Plan(blocks);
        Assert.Equal(0, greedy.Swaps);
        Assert.Equal(greedy.Bytes, searched.GreedyBytes);
        Assert.Equal(Optimum(blocks), searched.Bytes);
    }

    [Fact]
    public void The_same_blocks_give_the_same_plan()
    {
        var blocks = Blocks(new Random(RandomTensor.Seed), 40, 20);
        Assert.Equal(ArenaPlanner.Plan(blocks).Offsets, ArenaPlanner.Plan(blocks).Offsets);
    }

    [Fact]
    public void Nothing_needs_no_arena_and_a_block_that_ends_before_it_begins_is_refused()
    {
        Assert.Equal((0, 0), (ArenaPlanner.Plan([]).Bytes, ArenaPlanner.Plan([]).LowerBound));
        Assert.Equal(16, ArenaPlanner.Plan([new("one", 1, 0, 0)]).Bytes);
        Assert.Throws<ArgumentException>(() => ArenaPlanner.Plan([new("wrong", 1, 2, 1)]));
        Assert.Throws<ArgumentException>(() => ArenaPlanner.Plan([new("wrong", -1, 0, 1)]));
    }

    private static ArenaBlock[] Blocks(Random random, int count, int steps) =>
    [
        .. Enumerable.Range(0, count).Select(i =>
        {
            var first = random.Next(steps);
            return new ArenaBlock($"{i}", random.Next(0, 300), first, Math.Min(steps - 1, first + random.Next(4)));
        }),
    ];

    private static long Rounded(ArenaBlock block) => (block.Bytes + 15) / 16 * 16;

    private static (int A, int B)? Overlap(ArenaPlan plan)
    {
        for (var a = 0; a < plan.Blocks.Count; a++)
        {
            for (var b = 0; b < a; b++)
            {
                var isTogether = plan.Blocks[a].First <= plan.Blocks[b].Last && plan.Blocks[b].First <= plan.Blocks[a].Last;
                var isShared = plan.Offsets[a] < plan.Offsets[b] + Rounded(plan.Blocks[b])
                    && plan.Offsets[b] < plan.Offsets[a] + Rounded(plan.Blocks[a]);
                if (isTogether && isShared)
                {
                    return (a, b);
                }
            }
        }

        return null;
    }

    // All offsets that a plan pushed down as far as it goes can have: on the floor or on top of others. Without the planner's code.
    private static long Optimum(ArenaBlock[] blocks)
    {
        var best = blocks.Sum(Rounded);
        Try([], [.. Enumerable.Range(0, blocks.Length)], 0);
        return best;

        void Try(List<(int Block, long At)> placed, List<int> left, long top)
        {
            if (top >= best && left.Count > 0)
            {
                return;
            }

            if (left.Count == 0)
            {
                best = Math.Min(best, top);
                return;
            }

            foreach (var block in left.ToArray())
            {
                var others = placed.Where(other => blocks[other.Block].First <= blocks[block].Last
                    && blocks[block].First <= blocks[other.Block].Last).ToArray();
                var at = others.Select(other => other.At + Rounded(blocks[other.Block])).Append(0).Where(candidate => Array.TrueForAll(
                    others,
                    other => candidate + Rounded(blocks[block]) <= other.At || other.At + Rounded(blocks[other.Block]) <= candidate)).Min();
                Try([.. placed, (block, at)], [.. left.Where(other => other != block)], Math.Max(top, at + Rounded(blocks[block])));
            }
        }
    }
}
