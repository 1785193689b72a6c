using System;
using Stethos.Hal;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>
/// In every state that flash is ever in during a play, single bits of the logs and single bytes of the slots go wrong, and the
/// node starts.
/// </summary>
public sealed class RotSweep : IChangeWatcher
{
    private readonly ProofWorld _world;
    private readonly Tally _tally = new();
    private readonly Random _random;
    private readonly string _where;
    private readonly bool _isRecord;
    private readonly int _stride;
    private readonly int _wholeStride;
    private ProofPlay? _play;
    private int _states;
    private long _plays;

    private RotSweep(ProofWorld world, int seed, bool isRecord, int stride, int wholeStride)
    {
        (_world, _isRecord, _stride, _wholeStride) = (world, isRecord, stride, wholeStride);
        _random = new Random(seed);
        _where = $"{world.Name}, seed {seed}";
    }

    /// <summary>
    /// Every bit of both logs in every <paramref name="stride"/>th state; every <paramref name="wholeStride"/>th is played to the
    /// end, the others to the end of the first start.
    /// </summary>
    public static Tally Record(ProofWorld world, int seed, int stride, int wholeStride) =>
        new RotSweep(world, seed, true, stride, wholeStride).Run();

    /// <summary>Every byte of all slots in every <paramref name="stride"/>th state; the byte's wrong bit is drawn.</summary>
    public static Tally Slots(ProofWorld world, int seed, int stride, int wholeStride) =>
        new RotSweep(world, seed, false, stride, wholeStride).Run();

    /// <inheritdoc/>
    public void Before(CutStore store, FileChange change)
    {
        ArgumentNullException.ThrowIfNull(store);
        if (_states++ % _stride != 0)
        {
            return;
        }

        for (var file = 0; file < FileIndex.Names.Count; file++)
        {
            var length = FileIndex.IsLog(file) == _isRecord ? store[file]?.Length ?? 0 : 0;
            for (var at = 0; at < length; at++)
            {
                for (var bit = _isRecord ? 0 : 7; bit < 8; bit++)
                {
                    Rot(store, file, at, _isRecord ? bit : _random.Next(8));
                }
            }
        }
    }

    private Tally Run()
    {
        var store = _world.Flash();
        _play = _world.Begin(store, ProofRules.PowerOnly);
        store.Watcher = this;
        _play.Run(StartCauseCode.PowerOn);
        _tally.Add("undisturbed", _play.Starts, _play.Breach, _where);
        Before(store, default);
        return _tally;
    }

    private void Rot(CutStore store, int file, int at, int bit)
    {
        var rotten = (byte[])store[file]!.Clone();
        rotten[at] ^= (byte)(1 << bit);
        var play = _world.Continue(store.With(file, rotten), _play!.Ledger, _isRecord ? ProofRules.PowerOnly : ProofRules.Rot);
        if (_plays++ % _wholeStride == 0)
        {
            play.Run(StartCauseCode.PowerOn);
        }
        else
        {
            play.Boot(StartCauseCode.PowerOn);
        }

        _tally.Add(
            _isRecord ? "record bits" : "slot bytes", play.Starts, play.Breach,
            $"{_where}, state {_states - 1}, {FileIndex.Names[file]} byte {at} bit {bit}");
    }
}
