using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Features.Vision;

namespace Stethos.Features.Tests.Vision;

/// <summary>Hot spots against a flood fill, and the shapes that trip labelling in one pass.</summary>
public sealed class HotSpotFinderTests
{
    private const int Columns = 32;
    private const int Rows = 24;

    [Fact]
    public void Random_pictures_give_the_groups_a_flood_fill_finds()
    {
        const int seed = 7;
        var random = new Random(seed);
        var finder = new HotSpotFinder(Columns, Rows);
        for (var round = 0; round < 2000; round++)
        {
            var share = random.NextDouble();
            var picture = Enumerable.Range(0, Columns * Rows)
                .Select(_ => (short)(random.NextDouble() < share ? 3000 + random.Next(200) : 2000)).ToArray();
            var expected = Flood(picture, 3000);
            Assert.Equal(expected.Count, finder.Find(picture, 3000));
            Assert.Equal(expected.SelectMany(spot => spot), finder.Spots.Take(finder.Count * 4).Select(number => (int)number));
        }
    }

    [Theory]
    [InlineData("#.#.#", "#.#.#", "#####", 11)]
    [InlineData("#...#", ".#.#.", "..#..", 5)]
    [InlineData("#####", "....#", "#####", 11)]
    [InlineData("###.#", "#.#.#", "#.###", 11)]
    public void Groups_that_join_late_are_one(string first, string second, string third, int size)
    {
        var picture = (first + second + third).Select(c => (short)(c == '#' ? 5000 : 0)).ToArray();
        picture[Array.LastIndexOf(picture, (short)5000)] = 6000;
        var finder = new HotSpotFinder(5, 3);
        Assert.Equal(1, finder.Find(picture, 4000));
        Assert.Equal(size, finder.Spots[3]);
        Assert.Equal(6000, finder.Spots[2]);
    }

    [Fact]
    public void The_four_hottest_are_kept_hottest_first()
    {
        var picture = new short[Columns * Rows];
        for (var i = 0; i < 9; i++)
        {
            picture[i * 3 * Columns / 2 / Columns * Columns + i * 3] = (short)(4000 + i * 7 % 9 * 100);
        }

        var finder = new HotSpotFinder(Columns, Rows);
        Assert.Equal(4, finder.Find(picture, 4000));
        Assert.Equal([4800, 4700, 4600, 4500], Enumerable.Range(0, 4).Select(spot => (int)finder.Spots[spot * 4 + 2]));
        Assert.Equal(0, finder.Find(picture, 4801));
    }

    [Fact]
    public void The_median_is_that_of_the_sorted_picture()
    {
        var random = new Random(3);
        var finder = new HotSpotFinder(Columns, Rows);
        for (var round = 0; round < 200; round++)
        {
            var picture = Enumerable.Range(0, Columns * Rows).Select(_ => (short)random.Next(-4000, 4000 + round)).ToArray();
            var copy = picture.ToArray();
            Assert.Equal(picture.Order().ElementAt(Columns * Rows / 2), finder.Median(picture));
            Assert.Equal(copy, picture);
        }
    }

    [Fact]
    public void A_summary_tells_extremes_mean_and_scaled_blocks()
    {
        var picture = Enumerable.Range(0, Columns * Rows).Select(i => (short)(2000 + i % Columns * 10)).ToArray();
        picture[5] = -3000;
        picture[700] = 9000;
        var summary = new ThermalSummary(Columns, Rows);
        summary.Compute(picture);
        Assert.Equal((-3000, 9000), (summary.MinCentiCelsius, summary.MaxCentiCelsius));
        Assert.Equal((int)picture.Average(value => (double)value), summary.MeanCentiCelsius);
        Assert.Equal((0, 255), (summary.Blocks.Min(), summary.Blocks.Max()));
        Assert.Equal(0, Array.IndexOf(summary.Blocks, (byte)0) - 2);
        Assert.Equal(255, summary.Blocks[700 / Columns / 2 * 16 + 700 % Columns / 2]);
        summary.Compute(new short[Columns * Rows]);
        Assert.All(summary.Blocks, block => Assert.Equal(0, block));
    }

    // Row and column of the hottest (first when equal), its temperature, size; hottest four, first in the picture when equal.
    private static List<int[]> Flood(short[] picture, int threshold)
    {
        var seen = new bool[picture.Length];
        var spots = new List<int[]>();
        for (var start = 0; start < picture.Length; start++)
        {
            if (seen[start] || picture[start] < threshold)
            {
                continue;
            }

            var members = new List<int> { start };
            seen[start] = true;
            for (var i = 0; i < members.Count; i++)
            {
                var (row, column) = (members[i] / Columns, members[i] % Columns);
                for (var near = 0; near < 9; near++)
                {
                    var (r, c) = (row + near / 3 - 1, column + near % 3 - 1);
                    var at = r * Columns + c;
                    if (r >= 0 && r < Rows && c >= 0 && c < Columns && !seen[at] && picture[at] >= threshold)
                    {
                        seen[at] = true;
                        members.Add(at);
                    }
                }
            }

            var hottest = members.Order().MaxBy(at => picture[at]);
            spots.Add([hottest / Columns, hottest % Columns, picture[hottest], members.Count]);
        }

        return spots.OrderByDescending(spot => spot[2]).Take(4).ToList();
    }
}
