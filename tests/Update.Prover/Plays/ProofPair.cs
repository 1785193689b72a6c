namespace Stethos.Update.Prover.Plays;

/// <summary>A pair by the id and the versions of its halves; id 0 = none.</summary>
public readonly record struct ProofPair(uint Id, uint Application, uint Model);
