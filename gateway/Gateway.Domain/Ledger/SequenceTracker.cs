using System.Collections.Generic;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Ledger;

/// <summary>
/// What is stored (or accounted for) of one boot of one device: everything up to <see cref="Cumulative"/>, and a set
/// above it. Decides new against duplicate and builds the acknowledgement. Sequences start at 1.
/// </summary>
public sealed class SequenceTracker
{
    private readonly SortedSet<uint> _above = [];

    /// <summary>All sequences up to here are accounted for.</summary>
    public uint Cumulative { get; private set; }

    /// <summary>Highest sequence accounted for or known to exist.</summary>
    public uint Highest { get; private set; }

    /// <summary>Sequences known to exist and not accounted for.</summary>
    public long Missing => (long)Highest - Cumulative - _above.Count;

    /// <summary>True when the sequence is new; false for a duplicate or the invalid sequence 0.</summary>
    public bool Accept(uint sequence)
    {
        if (sequence <= Cumulative || !_above.Add(sequence))
        {
            return false;
        }

        Highest = uint.Max(Highest, sequence);
        Advance();
        return true;
    }

    /// <summary>Whether <see cref="Accept"/> would call it new.</summary>
    public bool IsNew(uint sequence) => sequence > Cumulative && !_above.Contains(sequence);

    /// <summary>
    /// Accounts for a range that will never come; returns how many sequences of it had not come. Ranges are cut at
    /// what was ever seen plus <paramref name="reach"/>, so that a forged notice cannot fill the memory.
    /// </summary>
    public long AcceptGap(uint first, uint last, uint reach = 1_000_000)
    {
        if (first == 0 || last < first)
        {
            return 0;
        }

        var gained = 0L;
        if (first <= Cumulative + 1UL)
        {
            // The usual case needs no set: the range starts where the certain part ends.
            while (Cumulative < last)
            {
                Cumulative++;
                gained += _above.Remove(Cumulative) ? 0 : 1;
            }
        }
        else
        {
            var end = last - first > reach ? first + reach : last;
            for (var sequence = (ulong)first; sequence <= end; sequence++)
            {
                gained += _above.Add((uint)sequence) ? 1 : 0;
            }
        }

        Highest = uint.Max(Highest, uint.Max(Cumulative, _above.Count > 0 ? _above.Max : 0));
        Advance();
        return gained;
    }

    /// <summary>The node said that it has made this sequence: from now on it is missed until it comes.</summary>
    public void Expect(uint highest) => Highest = uint.Max(Highest, highest);

    /// <summary>Fills cumulative and bitmap of an acknowledgement.</summary>
    public void Fill(Acknowledgement acknowledgement)
    {
        acknowledgement.Cumulative = Cumulative;
        acknowledgement.BitmapLength = 0;
        foreach (var sequence in _above)
        {
            if (!acknowledgement.Mark(sequence))
            {
                break;
            }
        }
    }

    private void Advance()
    {
        while (_above.Remove(Cumulative + 1))
        {
            Cumulative++;
        }
    }
}
