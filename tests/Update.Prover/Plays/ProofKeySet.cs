namespace Stethos.Update.Prover.Plays;

/// <summary>A key set that was judged and kept, and from which sequence releases count on under it.</summary>
public sealed record ProofKeySet(int Version, uint SequenceBase);
