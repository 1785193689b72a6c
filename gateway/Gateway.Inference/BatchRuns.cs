using System;
using System.Collections.Generic;
using Stethos.OnnxRuntime;

namespace Stethos.Gateway.Inference;

/// <summary>Prepared runs of a few batch sizes, and the choice of one for a number of rows still to do.</summary>
internal sealed class BatchRuns : IDisposable
{
    // Starting a run of a small model costs about as much as computing 80 rows of it (measured with the sample model), so
    // padding up to this many rows is cheaper than the several smaller runs it saves.
    private const int MostPadding = 256;

    private readonly IReadOnlyList<int> _sizes;
    private readonly PinnedRun[] _runs;

    public BatchRuns(OrtSession session, IReadOnlyList<int> sizes)
    {
        _sizes = sizes;
        _runs = new PinnedRun[sizes.Count];
        try
        {
            for (var i = 0; i < _sizes.Count; i++)
            {
                _runs[i] = session.PrepareRun(_sizes[i]);
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
        while (choice < _sizes.Count - 1 && _sizes[choice] < rows)
        {
            choice++;
        }

        if (_sizes[choice] - rows > MostPadding)
        {
            choice--;
        }

        taken = Math.Min(rows, _sizes[choice]);
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
