using System.Collections.Generic;
using System.Linq;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>Short parts of the suite, each by a name, for tests of the suite itself.</summary>
public static class PlantedPlays
{
    /// <summary>Scenarios one after the other with nothing disturbing them.</summary>
    public static IReadOnlyList<string> Undisturbed(int seed) => Each(false, world => CutSweep.Run(world, seed, 0, 1));

    /// <summary>One cut at every change, with short logs and with long ones.</summary>
    public static IReadOnlyList<string> Cuts(int seed) =>
        [.. Each(false, world => CutSweep.Run(world, seed, 1, 1)), .. Each(false, world => CutSweep.Run(world, seed, 1, 1), 12)];

    /// <summary>One cut in the record and bits of it; two releases in a row with logs filled to each degree.</summary>
    public static IReadOnlyList<string> Bits(int seed)
    {
        var breaches = Each(false, world => CutSweep.WithBits(world, seed, 100));
        var row = ProofScenario.All(new FastKeyedHash()).First(scenario => scenario.Offers.Count == 2);
        for (var phase = 0; phase < 5 && breaches.Count == 0; phase++)
        {
            breaches = CutSweep.WithBits(new ProofWorld(row, new FastKeyedHash(), 5, phase), seed, 40).Breaches;
        }

        return breaches;
    }

    /// <summary>Bytes of the slots.</summary>
    public static IReadOnlyList<string> Slots(int seed) => Each(true, world => RotSweep.Slots(world, seed, 2, 10));

    /// <summary>Writes that do not take.</summary>
    public static IReadOnlyList<string> Stuck(int seed) => Each(false, world => StuckSweep.Run(world, seed, 7));

    /// <summary>Calls out of place.</summary>
    public static IReadOnlyList<string> Misuse(int seed) => Each(true, world => MisuseSweep.Run(world, new FastKeyedHash()));

    /// <summary>Logs as long as a device's.</summary>
    public static IReadOnlyList<string> Wear(int seed)
    {
        var world = new ProofWorld(ProofScenario.All(new FastKeyedHash())[0], new FastKeyedHash(), 25, 0);
        var (rewrites, _) = world.Wear();
        return rewrites <= 2 ? [] : [$"{rewrites} files are written anew for one release"];
    }

    private static List<string> Each(bool isLong, System.Func<ProofWorld, Tally> run, int cells = 4) => ProofScenario
        .All(new FastKeyedHash()).Where(scenario => isLong || !scenario.IsLong)
        .Select(scenario => run(new ProofWorld(scenario, new FastKeyedHash(), cells, 1)).Breaches)
        .FirstOrDefault(breaches => breaches.Count > 0) ?? [];
}
