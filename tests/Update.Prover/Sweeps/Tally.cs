using System.Collections.Generic;

namespace Stethos.Update.Prover.Sweeps;

/// <summary>What a sweep came to.</summary>
public sealed class Tally
{
    private const int MostBreaches = 20;

    /// <summary>Faults played, by kind.</summary>
    public SortedDictionary<string, long> Cases { get; } = new(System.StringComparer.Ordinal);

    /// <summary>File operations at which the power went, by where they are; each with every outcome that it can have.</summary>
    public SortedDictionary<string, long> Operations { get; } = new(System.StringComparer.Ordinal);

    /// <summary>Starts of the node in all of them.</summary>
    public long Starts { get; private set; }

    public long BreachCount { get; private set; }

    /// <summary>The first promises that were broken.</summary>
    public List<string> Breaches { get; } = [];

    public long Total
    {
        get
        {
            long total = 0;
            foreach (var count in Cases.Values)
            {
                total += count;
            }

            return total;
        }
    }

    public void Add(string kind, int starts, string? breach, string where)
    {
        Cases[kind] = Cases.GetValueOrDefault(kind) + 1;
        Starts += starts;
        if (breach is not null)
        {
            BreachCount++;
            if (Breaches.Count < MostBreaches)
            {
                Breaches.Add($"{where}: {breach}");
            }
        }
    }

    public void CutAt(string operation) => Operations[operation] = Operations.GetValueOrDefault(operation) + 1;

    public void Add(Tally other)
    {
        foreach (var (operation, count) in other.Operations)
        {
            Operations[operation] = Operations.GetValueOrDefault(operation) + count;
        }

        foreach (var (kind, count) in other.Cases)
        {
            Cases[kind] = Cases.GetValueOrDefault(kind) + count;
        }

        Starts += other.Starts;
        BreachCount += other.BreachCount;
        Breaches.AddRange(other.Breaches);
    }
}
