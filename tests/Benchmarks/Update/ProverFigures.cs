using System;
using System.Diagnostics;
using Stethos.Benchmarks.Kit;
using Stethos.Update.Prover.Sweeps;

namespace Stethos.Benchmarks.Update;

/// <summary>The prover's quick suite, as the tests and <c>./run prove --quick</c> play it: how many cases, how fast.</summary>
internal static class ProverFigures
{
    public static void Add(Kit.Report report)
    {
        var threads = Environment.ProcessorCount;
        var clock = Stopwatch.StartNew();
        var tally = Suite.Run(isFull: false, threads);
        report.Add("update: prover: cases", tally.Total, "cases", Goal.AtLeast(1_000_000));
        report.Add($"update: prover on {threads} threads", tally.Total / clock.Elapsed.TotalSeconds, "cases/s");
        report.Add("update: prover: broken promises", tally.BreachCount, "", Goal.AtMost(0));
    }
}
