using System;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>
/// At every change of a play, that one and the next few do not take, and flash says that they did (stuck cells), or says that
/// it is at fault or full.
/// </summary>
public static class StuckSweep
{
    private static readonly TearPattern[] Patterns =
    [
        TearPattern.Nothing, TearPattern.FirstByte, TearPattern.Half, TearPattern.AllButLast, TearPattern.ErasedTail,
        TearPattern.ZeroTail, TearPattern.GarbageTail, TearPattern.FlippedBit, TearPattern.Empty, TearPattern.Gone
    ];

    private static readonly FileStatusCode[] Statuses = [FileStatusCode.Ok, FileStatusCode.MediumFault, FileStatusCode.Full];

    /// <summary>Runs of 1 to <paramref name="most"/> changes that do not take.</summary>
    public static Tally Run(ProofWorld world, int seed, int most)
    {
        var tally = new Tally();
        var random = new Random(seed);
        var changes = world.Wear().Changes;
        for (var from = 0; from < changes; from++)
        {
            for (var count = 1; count <= most; count++)
            {
                foreach (var pattern in Patterns)
                {
                    foreach (var status in Statuses)
                    {
                        Play(world, tally, random, (from, count, (int)pattern, status), seed);
                    }
                }
            }
        }

        return tally;
    }

    private static void Play(
        ProofWorld world, Tally tally, Random random, (int From, int Count, int Pattern, FileStatusCode Status) fault, int seed)
    {
        var store = world.Flash();
        store.Spoil(fault.From, fault.Count, fault.Pattern, fault.Status, random);
        var play = world.Begin(store, ProofRules.StuckCells);
        play.Ledger = play.Ledger with { Hidden = fault.Count };
        play.Run(StartCauseCode.PowerOn);
        tally.Add(
            fault.Status == FileStatusCode.Ok ? "stuck cells" : "failing writes", play.Starts, play.Breach,
            $"{world.Name}, seed {seed}, {fault.Count} changes from {fault.From} on leave {(TearPattern)fault.Pattern}, {fault.Status}");
    }
}
