using System;
using Stethos.Hal;
using Stethos.Update.Prover.Flash;
using Stethos.Update.Prover.Plays;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>A scenario with the flash it begins with: logs of so many cells, filled so far that they are full at another step.</summary>
public sealed class ProofWorld
{
    private readonly CutStore _flash = new();
    private readonly ProofLedger _ledger;
    private readonly IKeyedHash _hash;
    private readonly int _cells;

    public ProofWorld(ProofScenario scenario, IKeyedHash hash, int cells, int phase)
    {
        (Scenario, _hash, _cells) = (scenario, hash, cells);
        Name = $"{scenario.Name}, logs of {cells} cells, {phase} more records";
        if (scenario.Setup() is { } setup)
        {
            var play = new ProofPlay(setup, _flash, hash, cells, ProofRules.PowerOnly);
            if (!play.Run(StartCauseCode.PowerOn))
            {
                throw new InvalidOperationException($"{setup.Name}: {play.Breach}");
            }

            for (uint i = 1; i <= phase; i++)
            {
                play.Machine.Remember(i);
            }

            _ledger = play.Ledger;
            _ledger.Next();
            _ledger.Offer = 0;
        }
    }

    public ProofScenario Scenario { get; }

    public string Name { get; }

    /// <summary>A copy of what flash holds at the beginning.</summary>
    public CutStore Flash() => _flash.Copy();

    /// <summary>A play from the beginning.</summary>
    public ProofPlay Begin(CutStore store, ProofRules rules) => new(Scenario, store, _hash, _cells, rules) { Ledger = _ledger };

    /// <summary>A play from somewhere on, after the power went there.</summary>
    public ProofPlay Continue(CutStore store, ProofLedger ledger, ProofRules rules)
    {
        ledger.Hidden++;
        return new ProofPlay(Scenario, store, _hash, _cells, rules) { Ledger = ledger };
    }

    /// <summary>Writes that replaced a whole log in an undisturbed play, and all changes.</summary>
    public (int Rewrites, int Changes) Wear()
    {
        var store = Flash();
        Begin(store, ProofRules.PowerOnly).Run(StartCauseCode.PowerOn);
        return (store.Rewrites, store.Changes);
    }

}
