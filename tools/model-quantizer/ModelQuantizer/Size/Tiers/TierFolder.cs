using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Stethos.ModelQuantizer.Size.Tiers;

/// <summary>The tiers of hardware/tiers.</summary>
public static class TierFolder
{
    public const string Usual = "hardware/tiers";

    /// <summary>The folder below a folder or one above it.</summary>
    /// <exception cref="ModelException">There is none.</exception>
    public static string Find(params string[] starts)
    {
        foreach (var start in starts)
        {
            for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            {
                var path = Path.Combine(folder.FullName, Usual);
                if (Directory.Exists(path))
                {
                    return path;
                }
            }
        }

        throw new ModelException(Usual, "there is no such folder here or above: give it with --tiers");
    }

    /// <param name="folder">Holds T1.json and so on.</param>
    /// <param name="name">A tier, or "all".</param>
    /// <exception cref="ModelException">No such folder or tier, or a file that cannot be used.</exception>
    public static IReadOnlyList<HardwareTier> Load(string folder, string name)
    {
        if (!Directory.Exists(folder))
        {
            throw new ModelException(folder, "there is no such folder of tiers");
        }

        // The gateway comes last: names sort by what follows the letter being larger boards, and T after G would read backwards.
        var files = Directory.GetFiles(folder, "*.json").OrderBy(file => !Path.GetFileName(file).StartsWith('T'))
            .ThenBy(file => file, StringComparer.Ordinal).ToArray();
        var chosen = name == "all" ? files
            : [.. files.Where(file => string.Equals(Path.GetFileNameWithoutExtension(file), name, StringComparison.OrdinalIgnoreCase))];
        if (chosen.Length == 0)
        {
            var names = string.Join(", ", files.Select(Path.GetFileNameWithoutExtension));
            throw new ModelException(folder, $"there is no tier {name}: {(names.Length > 0 ? $"{names} or all" : "the folder is empty")}");
        }

        return [.. chosen.Select(TierReader.Load)];
    }
}
