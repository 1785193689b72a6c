using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>The table of names and texts: UTF-8 with an end mark, each once; what the CLR carries in its firmware costs nothing.</summary>
internal sealed class StringTable
{
    private static readonly Lazy<HashSet<string>> WellKnown = new(Load);

    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);

    /// <summary>The empty string is always there.</summary>
    public int Size { get; private set; } = 1;

    public void Add(string text)
    {
        if (text.Length > 0 && !WellKnown.Value.Contains(text) && _strings.Add(text))
        {
            Size += Encoding.UTF8.GetByteCount(text) + 1;
        }
    }

    private static HashSet<string> Load()
    {
        using Stream stream = typeof(StringTable).Assembly.GetManifestResourceStream("well-known-strings.txt")!;
        using StreamReader reader = new(stream, Encoding.UTF8);
        return reader.ReadToEnd().Split('\n').Where(line => !line.StartsWith('#')).ToHashSet(StringComparer.Ordinal);
    }
}
