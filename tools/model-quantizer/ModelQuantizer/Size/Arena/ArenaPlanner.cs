using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Size.Arena;

/// <summary>
/// Places blocks of known lifetimes in one arena: largest first, each into the first gap that holds it (Pisarchyk and Lee 2020,
/// arXiv 2001.03288), then swaps in that order until the lower bound is reached or the budget is spent.
/// </summary>
public static class ArenaPlanner
{
    // Keeps graphs of thousands of tensors to seconds.
    private const long MostComparisons = 400_000_000;

    /// <exception cref="ArgumentException">A block ends before it begins or has a negative size.</exception>
    public static ArenaPlan Plan(IReadOnlyList<ArenaBlock> blocks, ArenaOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(blocks);
        options ??= new ArenaOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Alignment, 1, nameof(options));
        if (blocks.FirstOrDefault(block => block.Bytes < 0 || block.First < 0 || block.Last < block.First) is { } wrong)
        {
            throw new ArgumentException($"{wrong} is no block", nameof(blocks));
        }

        var layout = new ArenaLayout(blocks, options.Alignment);
        var live = layout.Live();
        var bound = live.Length == 0 ? 0 : live.Max();
        var order = Enumerable.Range(0, blocks.Count)
            .OrderByDescending(layout.SizeOf).ThenBy(i => blocks[i].First).ThenBy(i => i).ToArray();
        var greedy = layout.Place(order);
        var swaps = greedy > bound ? Search(layout, order, bound, greedy, options) : 0;
        return new ArenaPlan
        {
            Blocks = blocks,
            Bytes = layout.Place(order),
            Offsets = layout.Offsets(),
            GreedyBytes = greedy,
            LowerBound = bound,
            PeakStep = Math.Max(0, Array.IndexOf(live, bound)),
            Swaps = swaps,
            Live = live,
        };
    }

    // Equal results are taken too: plateaus are wide and the way down often leads across one.
    private static int Search(ArenaLayout layout, int[] order, long bound, long greedy, ArenaOptions options)
    {
        if (order.Length < 2)
        {
            return 0;
        }

        var random = new Random(options.Seed);
        var best = (int[])order.Clone();
        var bestBytes = greedy;
        var most = Math.Min(options.MaxSwaps, MostComparisons / ((long)order.Length * order.Length));
        var swaps = 0;
        for (var current = greedy; swaps < most && bestBytes > bound; swaps++)
        {
            var a = random.Next(order.Length);
            var b = random.Next(order.Length);
            (order[a], order[b]) = (order[b], order[a]);
            var bytes = layout.Place(order);
            if (bytes > current)
            {
                (order[a], order[b]) = (order[b], order[a]);
                continue;
            }

            current = bytes;
            if (bytes < bestBytes)
            {
                bestBytes = bytes;
                order.CopyTo(best, 0);
            }
        }

        best.CopyTo(order, 0);
        return swaps;
    }
}
