namespace Stethos.Update.Prover.Plays;

/// <summary>What the gateway does next.</summary>
/// <param name="Release">The release it offers; null = it commands the return to the pair before.</param>
/// <param name="Refusal">The reason for which the node has to refuse it.</param>
/// <param name="KeySet">The key set that is trusted from now on, in place of all that.</param>
public sealed record ProofOffer(ProofRelease? Release, UpdateReasonCode Refusal = UpdateReasonCode.None, ProofKeySet? KeySet = null);
