using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>Who started whom, from /proc (proc(5)).</summary>
internal static class ProcessTree
{
    /// <summary>All running programs that this one started, and theirs.</summary>
    public static IReadOnlyList<(int Id, string Name)> Descendants(int root)
    {
        List<(int Id, int Parent, string Name)> all = [];
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id) && Read(id) is { } stat)
            {
                all.Add((id, stat.Parent, stat.Name));
            }
        }

        List<(int Id, string Name)> found = [];
        HashSet<int> family = [root];
        for (var before = 0; before != family.Count;)
        {
            before = family.Count;
            foreach (var (id, parent, name) in all)
            {
                if (family.Contains(parent) && family.Add(id))
                {
                    found.Add((id, name));
                }
            }
        }

        return found;
    }

    /// <summary>False for a program that has ended, also when nobody has asked for its exit code yet.</summary>
    public static bool IsRunning(int id) => Read(id) is not null;

    private static (string Name, int Parent)? Read(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            var open = text.IndexOf('(', StringComparison.Ordinal);
            var close = text.LastIndexOf(')');
            var fields = text[(close + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : (text[(open + 1)..close], int.Parse(fields[1], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
    }
}
