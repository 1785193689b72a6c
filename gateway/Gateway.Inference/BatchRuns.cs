using System;
using Stethos.OnnxRuntime;

namespace Stethos.Gateway.Inference;

/// <summary>Prepared runs of a few batch sizes, and the choice of one for a number of rows still to do.</summary>
internal sealed class BatchRuns : IDisposable
{
    private static readonly int[] Sizes = [1, 8, 64, 512];

    // Starting a run of a small model costs about as much as computing 80 rows of it (measured with the sample model), so
    // padding up to this many rows is cheaper than the several smaller runs it saves.
    private const int MostPadding = 256;

    private readonly PinnedRun[] _runs = new PinnedRun[Sizes.Length];

    public BatchRuns(OrtSession session)
    {
        try
        {
            for (var i = 0; i < Sizes.Length; i++)
            {
                _runs[i] = session.PrepareRun(Sizes[i]);
            }
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>
    /// The smallest size that holds all rows, or the one below when that would leave too much of it unused. Rows that
    /// are not filled compute what was there before, which no one reads.
    /// </summary>
    public PinnedRun For(int rows, out int taken)
    {
        var choice = 0;
        while (choice < Sizes.Length - 1 && Sizes[choice] < rows)
        {
            choice++;
        }

        if (Sizes[choice] - rows > MostPadding)
        {
            choice--;
        }

        taken = Math.Min(rows, Sizes[choice]);
        return _runs[choice];
    }

    public void Dispose()
    {
        foreach (var run in _runs)
        {
            run?.Dispose();
        }
    }
}
