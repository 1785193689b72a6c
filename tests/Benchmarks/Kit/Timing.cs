using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace Stethos.Benchmarks.Kit;

/// <summary>Runs loops alternately.</summary>
internal static class Timing
{
    private const double RoundSeconds = 0.08;

    /// <summary>
    /// Seconds per repetition of every loop, [loop][round]. A loop takes a number of repetitions and returns the seconds
    /// they took. Every round runs all loops, each time beginning with another one.
    /// </summary>
    public static double[][] Alternate(int rounds, params IReadOnlyList<Func<long, double>> loops)
    {
        var repetitions = loops.Select(Calibrate).ToArray();
        var results = loops.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var i = 0; i < loops.Count; i++)
            {
                var loop = (round + i) % loops.Count;
                results[loop][round] = loops[loop](repetitions[loop]) / repetitions[loop];
            }
        }

        return results;
    }

    /// <summary>A loop over C# code.</summary>
    public static Func<long, double> Loop(Action body) => repetitions =>
    {
        var start = Stopwatch.GetTimestamp();
        for (var i = 0L; i < repetitions; i++)
        {
            body();
        }

        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    };

    /// <summary>Bytes a call allocates on the managed heap, on average over many calls.</summary>
    public static double AllocatedBytes(Action body)
    {
        const int calls = 100;
        body();
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < calls; i++)
        {
            body();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / (double)calls;
    }

    // Long enough for the runtime to have compiled the loop with all its optimizations.
    private static long Calibrate(Func<long, double> loop)
    {
        var repetitions = 1L;
        for (var seconds = loop(1); seconds < RoundSeconds; seconds = loop(repetitions))
        {
            repetitions *= 2;
        }

        for (var i = 0; i < 5; i++)
        {
            loop(repetitions);
        }

        return Math.Max(1, (long)(repetitions * RoundSeconds / loop(repetitions)));
    }
}
