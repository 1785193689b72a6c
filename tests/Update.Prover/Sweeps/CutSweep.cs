using System;
using System.Collections.Generic;
using Stethos.Hal;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>
/// The power goes at every change of a play, with every outcome of that change, and the play goes on from each; as deep as
/// wanted. Reads need no cuts of their own: one that ends a read leaves what the next change cut to nothing leaves.
/// </summary>
public sealed class CutSweep : IChangeWatcher
{
    private static readonly string[] Kinds = ["1 cut", "2 cuts", "3 cuts"];
    private static readonly string[] Places = ["in a life", "in a recovery", "in a recovery of a recovery"];
    private readonly ProofWorld _world;
    private readonly Tally _tally;
    private readonly Random _random;
    private readonly List<byte[]?> _outcomes = [];
    private readonly int _depth;
    private readonly int _left;
    private readonly int _bulkStride;
    private readonly string _where;
    private readonly CutSweep? _deeper;
    private ProofPlay? _play;
    private int _bitStride;
    private long _flips;
    private int _changes;
    private int _bulk;

    private CutSweep(ProofWorld world, Tally tally, Random random, int depth, int left, int bulkStride, string where)
    {
        (_world, _tally, _random, _depth, _left, _bulkStride, _where) = (world, tally, random, depth, left, bulkStride, where);
        _deeper = left > 1 ? new CutSweep(world, tally, random, depth + 1, left - 1, bulkStride, where) : null;
    }

    /// <summary>
    /// Plays all cuts. Below the first cut, changes of bulk data are cut at every <paramref name="bulkStride"/>th outcome only;
    /// 1 = at all.
    /// </summary>
    public static Tally Run(ProofWorld world, int seed, int cuts, int bulkStride) => Run(world, seed, cuts, bulkStride, 0);

    /// <summary>One cut in the record, and every <paramref name="bitStride"/>th bit of it wrong as well.</summary>
    public static Tally WithBits(ProofWorld world, int seed, int bitStride) => Run(world, seed, 1, 1, bitStride);

    private static Tally Run(ProofWorld world, int seed, int cuts, int bulkStride, int bitStride)
    {
        var tally = new Tally();
        var sweep = new CutSweep(world, tally, new Random(seed), 0, cuts, bulkStride, $"{world.Name}, seed {seed}")
        {
            _bitStride = bitStride
        };
        var store = world.Flash();
        var play = world.Begin(store, ProofRules.PowerOnly);
        if (cuts > 0)
        {
            sweep.Watch(play, store);
        }

        play.Run(StartCauseCode.PowerOn);
        tally.Add("undisturbed", play.Starts, play.Breach, sweep._where);
        return tally;
    }

    /// <inheritdoc/>
    public void Before(CutStore store, FileChange change)
    {
        ArgumentNullException.ThrowIfNull(store);
        var number = _changes++;
        _tally.CutAt(Places[_depth] + (FileIndex.IsLog(change.File) ? ", the record" : ", bulk data"));
        var outcomes = _left > 1 ? new List<byte[]?>() : _outcomes;
        Tear.Outcomes(change, _random, outcomes);
        var stride = _depth == 0 || FileIndex.IsLog(change.File) ? 1 : _bulkStride;
        var ledger = _play!.Ledger;
        foreach (var outcome in outcomes)
        {
            if (stride == 1 || _bulk++ % stride == 0)
            {
                var torn = store.With(change.File, outcome);
                if (_bitStride > 0 && FileIndex.IsLog(change.File) && Tear.IsWithinContract(change, outcome))
                {
                    Flip(torn, ledger, number);
                }

                Cut(torn, ledger, number, FileIndex.IsLog(change.File));
            }
        }
    }

    private void Watch(ProofPlay play, CutStore store)
    {
        (_play, store.Watcher, _changes) = (play, this, 0);
    }

    private void Cut(CutStore store, ProofLedger ledger, int number, bool isRecord)
    {
        var play = _world.Continue(store, ledger, ProofRules.PowerOnly);
        _deeper?.Watch(play, store);
        play.Run(StartCauseCode.PowerOn);
        _tally.Add(
            Kinds[_depth] + (isRecord ? ", the last in the record" : ", the last in bulk data"), play.Starts, play.Breach,
            $"{_where}, cut {_depth + 1} at change {number}");
    }

    // The bits of both logs, one after the other, besides the cut.
    private void Flip(CutStore store, ProofLedger ledger, int number)
    {
        for (var file = 0; FileIndex.IsLog(file); file++)
        {
            var bits = (store[file]?.Length ?? 0) * 8;
            for (var bit = (int)(_flips % _bitStride); bit < bits; bit += _bitStride, _flips++)
            {
                var rotten = (byte[])store[file]!.Clone();
                rotten[bit >> 3] ^= (byte)(1 << (bit & 7));
                var play = _world.Continue(store.With(file, rotten), ledger, ProofRules.PowerOnly);
                play.Boot(StartCauseCode.PowerOn);
                _tally.Add(
                    "1 cut in the record and 1 bit of it", play.Starts, play.Breach,
                    $"{_where}, cut at change {number}, {FileIndex.Names[file]} bit {bit}");
            }
        }
    }
}
