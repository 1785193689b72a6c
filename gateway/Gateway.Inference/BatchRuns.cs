using System;
using Stethos.OnnxRuntime;

namespace Stethos.Gateway.Inference;

/// <summary>Prepared runs of a few batch sizes, and the choice of one for a number of rows still to do.</summary>
internal sealed class BatchRuns : IDisposable
{
    // A run costs about as much as the arithmetic of some ten rows, so requests are covered by few runs.
    private static readonly int[] Sizes = [1, 8, 64, 512];

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
    /// The largest size that is filled, or the next one when at least half of it is: the rest of it then computes what
    /// was there before, which no one reads.
    /// </summary>
    public PinnedRun For(int rows, out int taken)
    {
        var choice = Sizes.Length - 1;
        while (choice > 0 && rows < Sizes[choice] / 2)
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
