using System;
using System.Threading;

namespace Stethos.Boards.Virtual;

/// <summary>A step that one thread repeats and another one ends: when <see cref="Stop"/> has returned, none is under way.</summary>
internal sealed class StoppableStep(Action step)
{
    private readonly Lock _sync = new();
    private bool _isStopped;

    /// <summary>One step; nothing once stopped.</summary>
    public void Run()
    {
        lock (_sync)
        {
            if (!_isStopped)
            {
                step();
            }
        }
    }

    /// <summary>Waits for the step under way.</summary>
    public void Stop()
    {
        lock (_sync)
        {
            _isStopped = true;
        }
    }
}
