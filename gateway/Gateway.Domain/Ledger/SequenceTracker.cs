using System.Collections.Generic;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Ledger;

/// <summary>
/// What is stored (or accounted for) of one boot of one device: everything up to <see cref="Cumulative"/>, and ranges
/// above it. Decides new against duplicate and builds the acknowledgement. Sequences start at 1. A range costs the same
/// however long it is, so that a forged notice can fill neither memory nor time.
/// </summary>
public sealed class SequenceTracker
{
    // First → last; disjoint, never touching each other, all above Cumulative + 1.
    private readonly SortedList<uint, uint> _above = [];
    private long _countAbove;

    /// <summary>All sequences up to here are accounted for.</summary>
    public uint Cumulative { get; private set; }

    /// <summary>Highest sequence accounted for or known to exist.</summary>
    public uint Highest { get; private set; }

    /// <summary>Sequences known to exist and not accounted for.</summary>
    public long Missing => (long)Highest - Cumulative - _countAbove;

    /// <summary>True when the sequence is new; false for a duplicate or the invalid sequence 0.</summary>
    public bool Accept(uint sequence) => sequence > Cumulative && Add(sequence, sequence) > 0;

    /// <summary>Whether <see cref="Accept"/> would call it new.</summary>
    public bool IsNew(uint sequence)
    {
        var before = LastStartingAtOrBefore(sequence);
        return sequence > Cumulative && (before < 0 || _above.GetValueAtIndex(before) < sequence);
    }

    /// <summary>Accounts for a range that will never come; returns how many sequences of it had not come.</summary>
    public long AcceptGap(uint first, uint last) => first == 0 || last < first ? 0 : Add(first, last);

    /// <summary>The node said that it has made this sequence: from now on it is missed until it comes.</summary>
    public void Expect(uint highest) => Highest = uint.Max(Highest, highest);

    /// <summary>Fills cumulative and bitmap of an acknowledgement.</summary>
    public void Fill(Acknowledgement acknowledgement)
    {
        acknowledgement.Cumulative = Cumulative;
        acknowledgement.BitmapLength = 0;
        foreach (var (first, last) in _above)
        {
            for (ulong sequence = first; sequence <= last; sequence++)
            {
                if (!acknowledgement.Mark((uint)sequence))
                {
                    return;
                }
            }
        }
    }

    // Returns how many sequences of the range were not known.
    private long Add(uint first, uint last)
    {
        Highest = uint.Max(Highest, last);
        if (last <= Cumulative)
        {
            return 0;
        }

        first = first <= Cumulative ? Cumulative + 1 : first;
        var (mergedFirst, mergedLast) = (first, last);
        var gained = (long)last - first + 1;
        var at = LastStartingAtOrBefore(first);
        at = at >= 0 && _above.GetValueAtIndex(at) + 1UL >= first ? at : at + 1;
        while (at < _above.Count && _above.GetKeyAtIndex(at) <= last + 1UL)
        {
            var (start, end) = (_above.GetKeyAtIndex(at), _above.GetValueAtIndex(at));
            var shared = (long)uint.Min(end, last) - uint.Max(start, first) + 1;
            gained -= long.Max(0, shared);
            mergedFirst = uint.Min(mergedFirst, start);
            mergedLast = uint.Max(mergedLast, end);
            _countAbove -= (long)end - start + 1;
            _above.RemoveAt(at);
        }

        if (mergedFirst == Cumulative + 1UL)
        {
            Cumulative = mergedLast;
        }
        else
        {
            _above.Add(mergedFirst, mergedLast);
            _countAbove += (long)mergedLast - mergedFirst + 1;
        }

        return gained;
    }

    // Index of the last range that starts at or before a sequence, -1 when there is none.
    private int LastStartingAtOrBefore(uint sequence)
    {
        var (low, high) = (0, _above.Count - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            if (_above.GetKeyAtIndex(middle) <= sequence)
            {
                low = middle + 1;
            }
            else
            {
                high = middle - 1;
            }
        }

        return high;
    }
}
