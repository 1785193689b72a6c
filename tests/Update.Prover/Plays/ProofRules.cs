namespace Stethos.Update.Prover.Plays;

/// <summary>What a play may come to.</summary>
public enum ProofRules
{
    /// <summary>Only the power goes: nothing is ever lost, and both logs hold the record after each start.</summary>
    PowerOnly,

    /// <summary>Flash has rotted: an earlier pair or rescue is permitted, never anything unverified or below a floor.</summary>
    Rot,

    /// <summary>Writes did not take: the node may have to try again.</summary>
    StuckCells
}
