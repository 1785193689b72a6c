using System;
using System.Collections.Generic;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;

namespace Stethos.Gateway.Updates.Checks;

/// <summary>Which key sets a node has to take, one after the other, to come to a certain one.</summary>
/// <param name="Problem">Why it cannot; empty when it can.</param>
/// <param name="Path">The sets in order, the wanted one last; empty with a problem.</param>
public sealed record KeySetCheck(string Problem, IReadOnlyList<ShelvedKeySet> Path)
{
    /// <param name="wanted">The set it is to have.</param>
    /// <param name="shelf">All there are.</param>
    /// <param name="status">The node's newest status; null when it has not sent one.</param>
    public static KeySetCheck Of(ShelvedKeySet wanted, KeySetShelf shelf, UpdateStatus? status)
    {
        if (status is null)
        {
            return Wrong(ReleaseCheck.Silent);
        }

        var held = status.Basis[UpdateBasis.KeySet];
        if (held == 0 || held >= wanted.Version)
        {
            return Wrong(held == 0
                ? "keys: it tells of no key set; it has to be flashed with its first one"
                : FormattableString.Invariant($"keys: it trusts key set {held} already"));
        }

        List<ShelvedKeySet> path = [];
        for (var version = (int)held + 1; version <= wanted.Version; version++)
        {
            if (shelf.OfVersion(version) is not { } next)
            {
                return Wrong(FormattableString.Invariant(
                    $"keys: it trusts key set {held}, and number {version}, which comes before this one, is not here: add it first"));
            }

            path.Add(next);
        }

        return new KeySetCheck("", path);
    }

    private static KeySetCheck Wrong(string problem) => new(problem, []);
}
