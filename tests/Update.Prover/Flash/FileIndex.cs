using System;
using System.Collections.Generic;
using System.Linq;

namespace Stethos.Update.Prover.Flash;

/// <summary>The few files a small node has, by number: the two logs first, then list and segments of each slot.</summary>
public static class FileIndex
{
    public const int Segments = 4;

    private const int FilesPerSlot = 1 + Segments;
    private static readonly string[] Prefixes = ["ua", "uc", "um", "un"];

    public static IReadOnlyList<string> Names { get; } =
    [
        "ub0", "ub1",
        .. Prefixes.SelectMany(prefix => Enumerable.Range(0, Segments).Select(i => $"{prefix}-{i:x3}").Prepend($"{prefix}-l"))
    ];

    private static readonly Dictionary<string, int> Numbers =
        Names.Select((name, i) => (name, i)).ToDictionary(pair => pair.name, pair => pair.i, StringComparer.Ordinal);

    /// <summary>Number of a file; throws for a name that the product must not use.</summary>
    public static int Of(string name) => Numbers[name];

    public static bool IsLog(int file) => file < 2;

    /// <summary>First segment file of a slot.</summary>
    public static int FirstSegment(ComponentCode component, int slot) =>
        2 + (((component == ComponentCode.Model ? 2 : 0) + slot) * FilesPerSlot) + 1;
}
