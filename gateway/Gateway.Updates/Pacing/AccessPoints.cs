using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.Frames;

namespace Stethos.Gateway.Updates.Pacing;

/// <summary>
/// By which access point each node is reached, as people wrote it down: a node tells how strong its radio is, and not whose. A line for
/// each node: device and name of the access point, a space between them; '#' begins a comment.
/// </summary>
public sealed class AccessPoints
{
    private const int LongestName = 32;
    private readonly Dictionary<ulong, string> _points = [];

    /// <summary>Nothing is known: all nodes share the site's air alone.</summary>
    public static AccessPoints None { get; } = new();

    /// <summary>Names of all, in order.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>Name of a node's access point; null when it is not known.</summary>
    public string? Of(DeviceKey device) => _points.GetValueOrDefault(device.Value);

    /// <exception cref="FormatException">Names the line and what is wrong with it.</exception>
    public static AccessPoints Parse(IEnumerable<string> lines)
    {
        var points = new AccessPoints();
        var number = 0;
        foreach (var line in lines.Select(line => line.Split('#')[0].Trim()))
        {
            number++;
            var parts = line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
            if (parts.Length == 0)
            {
                continue;
            }

            if (parts.Length != 2 || !DeviceKey.TryParse(parts[0], out var device) || parts[1].Length > LongestName)
            {
                throw new FormatException($"line {number}: a device of 16 digits and the name of its access point are needed");
            }

            if (!points._points.TryAdd(device.Value, parts[1]))
            {
                throw new FormatException($"line {number}: {parts[0]} is there twice");
            }
        }

        points.Names = [.. points._points.Values.Distinct().Order(StringComparer.Ordinal)];
        return points;
    }
}
