using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Protocol;

namespace Stethos.Gateway.Domain.Vision;

/// <summary>Joins changed blocks that touch, also at corners, into regions.</summary>
public static class ChangeRegions
{
    /// <summary>Bounding boxes in blocks, the one with most changed blocks first.</summary>
    public static IReadOnlyList<RegionView> Find(VisionFeatures picture)
    {
        if (!picture.HasChange)
        {
            return [];
        }

        var isOpen = new bool[VisionFeatures.Blocks];
        for (var block = 0; block < isOpen.Length; block++)
        {
            isOpen[block] = (picture.Change[block >> 3] >> (block & 7) & 1) != 0;
        }

        List<RegionView> regions = [];
        for (var block = 0; block < isOpen.Length; block++)
        {
            if (isOpen[block])
            {
                regions.Add(Grow(isOpen, block));
            }
        }

        return [.. regions.OrderByDescending(region => region.Changed)];
    }

    private static RegionView Grow(bool[] isOpen, int start)
    {
        const int columns = VisionFeatures.BlockColumns;
        var waiting = new Stack<int>([start]);
        isOpen[start] = false;
        int left = columns, top = VisionFeatures.BlockRows, right = -1, bottom = -1, changed = 0;
        while (waiting.TryPop(out var block))
        {
            var (row, column) = (block / columns, block % columns);
            changed++;
            (left, right) = (int.Min(left, column), int.Max(right, column));
            (top, bottom) = (int.Min(top, row), int.Max(bottom, row));
            for (var y = int.Max(0, row - 1); y <= int.Min(VisionFeatures.BlockRows - 1, row + 1); y++)
            {
                for (var x = int.Max(0, column - 1); x <= int.Min(columns - 1, column + 1); x++)
                {
                    if (isOpen[(y * columns) + x])
                    {
                        isOpen[(y * columns) + x] = false;
                        waiting.Push((y * columns) + x);
                    }
                }
            }
        }

        return new RegionView(left, top, right - left + 1, bottom - top + 1, changed);
    }
}
