using System;

namespace Stethos.Gateway.Domain.View;

/// <summary>What a node said last of its slots.</summary>
/// <param name="State">Idle, Staging, Staged, Armed, Trial, Confirmed, RolledBack or Refused.</param>
/// <param name="Reason">Why, in plain words; empty when there is nothing to tell.</param>
/// <param name="Application">Version of the application that runs; empty = the one it was flashed with.</param>
/// <param name="Model">Version of the model that runs; empty = the one it was flashed with, or none.</param>
/// <param name="Pair">Number of the confirmed pair; 0 = as flashed.</param>
/// <param name="ApplicationFloor">Lowest application it still takes; empty = any.</param>
/// <param name="ModelFloor">Lowest model it still takes; empty = any.</param>
/// <param name="Sequence">Number of the newest manifest it accepted; 0 = none.</param>
/// <param name="KeySet">Version of the key set it trusts; 0 = none, or it does not say.</param>
/// <param name="NewestKeySet">Version of the newest key set here; 0 = none.</param>
/// <param name="Rescue">True when no slot verifies and it waits for an update.</param>
/// <param name="AccessPoint">Access point it is reached by; empty = nobody has said.</param>
/// <param name="Heard">When it said so.</param>
/// <param name="Run">What it is being updated to; null when nothing is under way.</param>
public sealed record NodeUpdateView(
    string State, string Reason, string Application, string Model, uint Pair, string ApplicationFloor, string ModelFloor, uint Sequence,
    uint KeySet, int NewestKeySet, bool Rescue, string AccessPoint,
    DateTimeOffset Heard, UpdateRunView? Run);
