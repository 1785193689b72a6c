using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.ModelQuantizer.Blob;

/// <summary>Greedy by size (Pisarchyk and Lee 2020, arXiv 2001.03288): the largest first, each at the lowest place where it fits.</summary>
public sealed class GreedyArenaPlan : IArenaPlan
{
    public int Place(IReadOnlyList<DeviceBuffer> buffers)
    {
        ArgumentNullException.ThrowIfNull(buffers);
        List<DeviceBuffer> placed = [];
        var end = 0;
        foreach (var buffer in buffers.OrderByDescending(buffer => buffer.Length).ThenBy(buffer => buffer.First))
        {
            var place = 0;
            foreach (var other in placed.Where(other => Overlap(buffer, other)).OrderBy(other => other.Place))
            {
                if (place + buffer.Length <= other.Place)
                {
                    break;
                }

                place = Math.Max(place, other.Place + other.Length);
            }

            buffer.Place = place;
            placed.Add(buffer);
            end = Math.Max(end, place + buffer.Length);
        }

        return end;
    }

    private static bool Overlap(DeviceBuffer one, DeviceBuffer other) => one.First <= other.Last && other.First <= one.Last;
}
