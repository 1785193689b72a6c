using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Files;

namespace Stethos.App.Tests.Boots;

public sealed class BootCounterTests
{
    private const int Seed = 20262;
    private const int Starts = 4;
    private static readonly TearPattern[] Patterns = Enum.GetValues<TearPattern>();

    [Fact]
    public void Starts_are_counted_one_by_one_from_a_number_drawn_at_random()
    {
        var firsts = new HashSet<uint>();
        for (var seed = 0; seed < 100; seed++)
        {
            var (files, random) = (new PowerCutFileStore(seed), new SystemRandom(seed));
            var first = Start(files, random).Boot;
            Assert.InRange(first, 1u, 1u << 30);
            Assert.Equal([first + 1, first + 2, first + 3], Enumerable.Range(0, 3).Select(_ => Start(files, random).Boot));
            firsts.Add(first);
        }

        Assert.Equal(100, firsts.Count);
    }

    [Fact]
    public void The_number_of_the_start_before_is_known()
    {
        var (files, random) = (new PowerCutFileStore(Seed), new SystemRandom(Seed));
        var first = Start(files, random);
        Assert.Equal((0u, first.Boot), (first.Previous, Start(files, random).Previous));
    }

    [Fact]
    public void A_number_is_greater_than_any_that_blocks_hold_and_so_are_those_after_it()
    {
        var (files, random) = (new PowerCutFileStore(Seed), new SystemRandom(Seed));
        var before = Start(files, random).Boot;
        var jumped = new BootCounter(files, random).Next(before + 1000);
        Assert.True(jumped > before + 1000);
        Assert.Equal(jumped + 1, Start(files, random).Boot);
    }

    [Fact]
    public void A_cut_at_any_operation_and_another_at_any_later_one_never_repeats_a_number()
    {
        foreach (var first in Patterns)
        {
            for (var n = 0; n < 24; n++)
            {
                for (var m = 0; m < 12; m++)
                {
                    var second = Patterns[(n + m) % Patterns.Length];
                    var later = m;
                    Live(
                        $"cut at {n} {first}, {m} later {second}", store => store.CutAt(n, first),
                        store => store.CutAt(store.OperationCount + later, second));
                }
            }
        }
    }

    [Fact]
    public void A_write_that_lies_never_repeats_a_number()
    {
        for (var n = 0; n < 24; n++)
        {
            foreach (var pattern in Patterns)
            {
                Live($"spoiled at {n} {pattern}", store => store.SpoilAt(n, pattern));
            }
        }
    }

    [Fact]
    public void A_store_that_fails_for_any_stretch_of_operations_never_repeats_a_number_and_counts_it()
    {
        foreach (var status in (FileStatusCode[])[FileStatusCode.MediumFault, FileStatusCode.Full])
        {
            for (var n = 0; n < 24; n++)
            {
                foreach (var count in (int[])[1, 2, 3, 5, 9, 14, 30])
                {
                    var faults = Live($"{status} at {n}, {count} times", store =>
                    {
                        for (var i = 0; i < count; i++)
                        {
                            store.FailAt(n + i, status);
                        }
                    });
                    Assert.True(faults > 0, $"{status} at {n}, {count} times was not counted");
                }
            }
        }
    }

    [Fact]
    public void Every_bit_of_either_copy_may_flip_without_a_number_given_twice()
    {
        foreach (var starts in Enumerable.Range(1, Starts))
        {
            foreach (var name in (string[])["boot-a", "boot-b"])
            {
                for (var bit = 0; bit < 64; bit++)
                {
                    var (files, random, seen) = (new PowerCutFileStore(Seed), new SystemRandom(Seed), new HashSet<uint>());
                    Assert.All(Enumerable.Range(0, starts), _ => Assert.True(seen.Add(Start(files, random).Boot)));
                    files.Rot(name, bit);
                    var damaged = Start(files, random);
                    Assert.True(seen.Add(damaged.Boot) && damaged.Faults == 1, $"{name} bit {bit} after {starts} starts");
                    Assert.True(seen.Add(Start(files, random).Boot));
                }
            }
        }
    }

    [Fact]
    public void A_store_that_takes_nothing_gives_numbers_of_the_upper_half_and_counts_every_failure()
    {
        var (files, random) = (new PowerCutFileStore(Seed), new SystemRandom(Seed));
        for (var i = 0; i < 1000; i++)
        {
            files.FailAt(i, FileStatusCode.MediumFault);
        }

        Start[] starts = [.. Enumerable.Range(0, 20).Select(_ => Start(files, random))];
        Assert.All(starts, start => Assert.True(start is { Boot: >= BootCounter.Unstored, Faults: 14 }, $"{start}"));
        Assert.Equal(20, starts.Select(start => start.Boot).Distinct().Count());
    }

    // Four starts, with another plan after the first cut, then two undisturbed ones.
    private static uint Live(string what, Action<PowerCutFileStore> plan, Action<PowerCutFileStore>? planAgain = null)
    {
        var (files, random, seen) = (new PowerCutFileStore(Seed), new SystemRandom(Seed), new HashSet<uint>());
        var faults = 0u;
        plan(files);
        for (var i = 0; i < Starts + 2; i++)
        {
            try
            {
                var start = Start(files, random);
                faults += start.Faults;
                Assert.True(seen.Add(start.Boot) && start.Boot > 0, $"{what}, seed {Seed}: {start.Boot} was given twice");
            }
            catch (PowerCutException)
            {
                // The node never learnt its number, so nothing carries it.
                files.PowerOn();
                planAgain?.Invoke(files);
                planAgain = null;
            }
        }

        Assert.True(seen.Count >= Starts, what);
        return faults;
    }

    private static Start Start(IFileStore files, IRandom random)
    {
        var counter = new BootCounter(files, random);
        return new Start(counter.Next(0), counter.Previous, counter.Faults);
    }
}
