using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Hal;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>
/// All sweeps over all scenarios, logs of several lengths, filled to several degrees. The quick suite is what the tests run;
/// the full one goes on with other lengths, degrees and seeds. Each piece draws from a seed of its own.
/// </summary>
public static class Suite
{
    public const int Seed = 20265;

    /// <summary>Plays everything on so many threads.</summary>
    public static Tally Run(bool isFull, int threads, Action<string>? progress = null)
    {
        var pieces = Pieces(isFull).ToArray();
        var sum = new Tally();
        var gate = new Lock();
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads };
        Parallel.ForEach(pieces, options, piece =>
        {
            var tally = piece();
            lock (gate)
            {
                sum.Add(tally);
                done++;
                progress?.Invoke($"{done} of {pieces.Length} pieces, {sum.Total:N0} cases, {sum.BreachCount} broken promises");
            }
        });
        return sum;
    }

    /// <summary>Log lengths in cells with the degrees to which they are filled at the beginning.</summary>
    private static IEnumerable<(int Cells, int Phase)> Phases(bool isFull) =>
        isFull ? [(4, 0), (4, 1), (5, 2), (7, 4)] : [(4, 0), (6, 3)];

    private static IEnumerable<Func<Tally>> Pieces(bool isFull)
    {
        var seed = Seed;
        foreach (var (cells, phase) in Phases(isFull))
        {
            var isFirst = (cells, phase) == (4, 0);
            foreach (var scenario in ProofScenario.All(new FastKeyedHash()))
            {
                foreach (var piece in Pieces(scenario, new FastKeyedHash(), (cells, phase), isFull, isFirst))
                {
                    var drawn = seed++;
                    yield return () => piece(drawn);
                }
            }
        }

        foreach (var scenario in ProofScenario.All(new PortableKeyedHash()))
        {
            var drawn = seed++;
            yield return () => Renamed(CutSweep.Run(World(scenario, new PortableKeyedHash(), 5, 2), drawn, 1, 1));
        }
    }

    private static IEnumerable<Func<int, Tally>> Pieces(
        ProofScenario scenario, IKeyedHash hash, (int Cells, int Phase) start, bool isFull, bool isFirst)
    {
        // Each step of a long life costs what a whole scenario costs.
        var slow = scenario.IsLong ? 12 : scenario.IsSlow ? 4 : 1;
        var thin = isFull ? 1 : isFirst ? 6 : 18;
        ProofWorld Made() => World(scenario, hash, start.Cells, start.Phase);
        yield return seed => CutSweep.Run(Made(), seed, scenario.IsLong || (scenario.IsSlow && !isFull) ? 1 : 2, 8);
        yield return seed => CutSweep.WithBits(Made(), seed, 5 * slow * thin);
        yield return seed => RotSweep.Record(Made(), seed, isFull ? scenario.IsLong && !isFirst ? 3 : 1 : (isFirst ? 1 : 8) * slow, 100);
        if (isFull || isFirst)
        {
            yield return _ => MisuseSweep.Run(Made(), hash);
            yield return seed => RotSweep.Slots(Made(), seed, isFull && isFirst ? 1 : slow, isFull ? 4 : 10);
            yield return seed => StuckSweep.Run(Made(), seed, scenario.IsLong ? 3 : 8);
        }
    }

    private static ProofWorld World(ProofScenario scenario, IKeyedHash hash, int cells, int phase) => new(scenario, hash, cells, phase);

    private static Tally Renamed(Tally tally)
    {
        foreach (var (kind, count) in tally.Cases.ToArray())
        {
            tally.Cases.Remove(kind);
            tally.Cases[kind + " (HMAC-SHA256)"] = count;
        }

        return tally;
    }
}
