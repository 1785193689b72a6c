using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;

namespace Stethos.Releases.Ledger;

/// <summary>
/// Everything a signer ever did, line by line. A cut while a line was written leaves a torn end: its index is then given up, never
/// used. A bad line anywhere else, or a line that does not follow the one before, means that the file was changed.
/// </summary>
internal sealed class SigningLedger
{
    private SigningLedger(IReadOnlyList<LedgerEntry> entries, bool isTorn, bool endsLine)
    {
        Entries = entries;
        IsTorn = isTorn;
        EndsLine = endsLine;
    }

    public IReadOnlyList<LedgerEntry> Entries { get; }

    /// <summary>Whether bytes follow the last good line.</summary>
    public bool IsTorn { get; }

    /// <summary>Whether the file ends with the end of a line.</summary>
    public bool EndsLine { get; }

    public LedgerEntry Head => Entries[^1];

    /// <summary>First index that no line has spent.</summary>
    public int Next => Head.Kind == LedgerKind.Begin ? Head.Index : Head.Index + 1;

    /// <summary>Reads a ledger; null when it was changed, or never was one.</summary>
    public static SigningLedger? Parse(byte[] content)
    {
        var text = Encoding.Latin1.GetString(content);
        var lines = text.Split('\n');
        var endsLine = lines[^1].Length == 0;
        var entries = new List<LedgerEntry>();
        var isTorn = false;
        foreach (var line in endsLine ? lines[..^1] : lines)
        {
            var entry = LedgerEntry.Parse(line);
            if (entry is null)
            {
                isTorn = true;
                continue;
            }

            if (!Follows(entries, entry) || (isTorn && entry.Kind != LedgerKind.Burn))
            {
                return null;
            }

            entries.Add(entry);
            isTorn = false;
        }

        return entries.Count > 0 ? new SigningLedger(entries, isTorn, endsLine) : null;
    }

    /// <summary>Whether a line with this hash is in it.</summary>
    public bool Contains(string hash) => Entries.Any(entry => entry.Hash == hash);

    /// <summary>The bytes that add a line, and the line.</summary>
    public (byte[] Bytes, LedgerEntry Entry) Add(LedgerKind kind, long seconds, string digest)
    {
        var entry = new LedgerEntry(Head.Number + 1, kind, Next, seconds, digest, Head.Hash);
        return (Encoding.ASCII.GetBytes((EndsLine ? "" : "\n") + entry.Line), entry);
    }

    private static bool Follows(List<LedgerEntry> before, LedgerEntry entry)
    {
        if (before.Count == 0)
        {
            return entry is { Number: 0, Kind: LedgerKind.Begin } && entry.Previous == LedgerEntry.NoHash;
        }

        var last = before[^1];
        var next = last.Kind == LedgerKind.Begin ? last.Index : last.Index + 1;
        return entry.Kind != LedgerKind.Begin && entry.Number == last.Number + 1 && entry.Index == next && entry.Previous == last.Hash;
    }
}
