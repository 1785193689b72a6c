using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Size.Arena;

/// <summary>Puts blocks into the first gap, in a given order. Memory is reused between calls.</summary>
internal sealed class ArenaLayout
{
    private readonly IReadOnlyList<ArenaBlock> _blocks;
    private readonly long[] _sizes;
    private readonly long[] _offsets;
    private readonly bool[] _meets;
    private readonly int[] _sorted;

    public ArenaLayout(IReadOnlyList<ArenaBlock> blocks, int alignment)
    {
        var count = blocks.Count;
        _blocks = blocks;
        _sizes = [.. blocks.Select(block => checked((block.Bytes + alignment - 1) / alignment * alignment))];
        _offsets = new long[count];
        _sorted = new int[count];
        _meets = new bool[count * count];
        for (var i = 0; i < count * count; i++)
        {
            _meets[i] = blocks[i / count].Meets(blocks[i % count]);
        }
    }

    public long SizeOf(int block) => _sizes[block];

    public long[] Offsets() => (long[])_offsets.Clone();

    /// <summary>Bytes that are live at each step.</summary>
    public long[] Live()
    {
        var live = new long[_blocks.Count == 0 ? 0 : _blocks.Max(block => block.Last) + 1];
        for (var i = 0; i < _blocks.Count; i++)
        {
            for (var step = _blocks[i].First; step <= _blocks[i].Last; step++)
            {
                live[step] += _sizes[i];
            }
        }

        return live;
    }

    /// <returns>Size of the arena.</returns>
    public long Place(ReadOnlySpan<int> order)
    {
        var count = _blocks.Count;
        var top = 0L;
        for (var placed = 0; placed < order.Length; placed++)
        {
            var block = order[placed];
            var at = 0L;
            for (var i = 0; i < placed; i++)
            {
                var other = _sorted[i];
                if (!_meets[block * count + other])
                {
                    continue;
                }

                if (_offsets[other] - at >= _sizes[block])
                {
                    break;
                }

                at = Math.Max(at, _offsets[other] + _sizes[other]);
            }

            _offsets[block] = at;
            top = Math.Max(top, at + _sizes[block]);
            Insert(block, placed);
        }

        return top;
    }

    // Keeps the placed blocks sorted by offset.
    private void Insert(int block, int placed)
    {
        var i = placed;
        for (; i > 0 && _offsets[_sorted[i - 1]] > _offsets[block]; i--)
        {
            _sorted[i] = _sorted[i - 1];
        }

        _sorted[i] = block;
    }
}
