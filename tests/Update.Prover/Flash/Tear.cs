using System;
using System.Collections.Generic;
using Stethos.Hal.Virtual.Files;

namespace Stethos.Update.Prover.Flash;

/// <summary>
/// What a cut leaves of a change. Harsher than the file store's contract: an append that is cut may also take what was in the
/// file before, part of it, or the file; a deletion may leave a part.
/// </summary>
public static class Tear
{
    /// <summary>One more than the patterns of the file store: the old content cut short.</summary>
    public const int Patterns = (int)TearPattern.Gone + 2;

    private const int Shortened = (int)TearPattern.Gone + 1;

    /// <summary>All outcomes that differ from each other, null = no file.</summary>
    public static void Outcomes(FileChange change, Random random, List<byte[]?> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        outcomes.Clear();
        for (var pattern = 0; pattern < Patterns; pattern++)
        {
            var left = Leave(change, pattern, random);
            if (!outcomes.Exists(known => AreEqual(known, left)))
            {
                outcomes.Add(left);
            }
        }
    }

    /// <summary>
    /// Whether the file store's contract permits the outcome: what was in a file before an append stays. With a flipped bit
    /// besides the cut, more than that would be two faults at once.
    /// </summary>
    public static bool IsWithinContract(FileChange change, byte[]? outcome) =>
        !change.IsAppend || change.Old is null || (outcome is not null && outcome.AsSpan().StartsWith(change.Old));

    /// <summary>The same, but what was in a file before an append always stays.</summary>
    public static byte[]? LeaveWithinContract(FileChange change, int pattern, Random random)
    {
        var left = Leave(change, pattern, random);
        return IsWithinContract(change, left) ? left : change.Old;
    }

    /// <summary>The file's content under a pattern, 0 to <see cref="Patterns"/> - 1.</summary>
    public static byte[]? Leave(FileChange change, int pattern, Random random)
    {
        var (_, old, added, isAppend) = change;
        if (added is null)
        {
            return Deleted(old!, pattern, random);
        }

        if (pattern == Shortened)
        {
            return old is null || old.Length == 0 ? old : old[..random.Next(old.Length)];
        }

        if (isAppend && pattern is (int)TearPattern.Empty or (int)TearPattern.Gone)
        {
            return pattern == (int)TearPattern.Empty ? [] : null;
        }

        return TornWrite.Leave(old, isAppend ? old ?? [] : [], added, (TearPattern)pattern, isAppend, random);
    }

    private static byte[]? Deleted(byte[] old, int pattern, Random random) => (TearPattern)pattern switch
    {
        TearPattern.Nothing => old,
        TearPattern.Everything or TearPattern.Gone => null,
        TearPattern.Empty => [],
        TearPattern.FirstByte => old[..Math.Min(1, old.Length)],
        TearPattern.Half => old[..(old.Length / 2)],
        TearPattern.AllButLast => old[..Math.Max(0, old.Length - 1)],
        _ => old[..random.Next(old.Length + 1)]
    };

    private static bool AreEqual(byte[]? a, byte[]? b) => a is null || b is null ? a == b : a.AsSpan().SequenceEqual(b);
}
