using System;
using System.Threading;

namespace Stethos.Boards.Virtual;

/// <summary>
/// A step that one thread repeats and another one ends: when <see cref="Stop"/> has returned, none is under way. From then on
/// <paramref name="rest"/> is done instead, which tells who watches the thread that it goes on.
/// </summary>
internal sealed class StoppableStep(Action step, Action rest)
{
    private const int HungMs = 10_000;
    private readonly Lock _sync = new();
    private volatile bool _isStopped;

    /// <summary>One step, or one of rest once stopped.</summary>
    public void Run()
    {
        lock (_sync)
        {
            (_isStopped ? rest : step)();
        }
    }

    /// <summary>Waits for the step under way, but not for one that hangs.</summary>
    public void Stop()
    {
        _isStopped = true;
        if (_sync.TryEnter(HungMs))
        {
            _sync.Exit();
        }
    }
}
