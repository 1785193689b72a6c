using System.Collections.Generic;
using System.Linq;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Memory;

namespace Stethos.Boards.Virtual;

/// <summary>
/// The heap of a board whose application is on trial: what is free at the start, less what the application has come to hold since, by
/// the rules of the device's heap. One thread.
/// </summary>
internal sealed class TrialHeap(VirtualMemory memory, IEnumerable<object> roots)
{
    private const int PeriodMs = 250;
    private readonly object[] _roots = [.. roots];
    private readonly uint _freeAtStart = memory.FreeBytes;
    private int _heldAtStart = -1;
    private long _nextMs;

    /// <summary>Measures when it is due.</summary>
    public void Step(long nowMs)
    {
        if (nowMs < _nextMs)
        {
            return;
        }

        _nextMs = nowMs + PeriodMs;
        var heap = new NanoHeap(_roots.Select(root => root.GetType().Assembly));
        var held = _roots.Sum(heap.Add);
        _heldAtStart = _heldAtStart < 0 ? held : _heldAtStart;
        memory.FreeBytes = (uint)long.Clamp(_freeAtStart - (held - (long)_heldAtStart), 0, _freeAtStart);
    }
}
