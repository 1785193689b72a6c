using System;
using System.Collections.Generic;
using System.CommandLine;
using System.IO;
using Stethos.ModelQuantizer.Size.Tiers;

namespace Stethos.ModelQuantizer.Cli;

/// <summary><c>--tier</c> and <c>--tiers</c>, which several commands take.</summary>
internal sealed class TierOptions
{
    public Option<string> Name { get; } = new("--tier")
    {
        Description = "A tier of hardware/tiers (T1, T2, T3, G1), or all.",
        HelpName = "name",
        DefaultValueFactory = _ => "all",
    };

    public Option<string?> Folder { get; } = FolderOption();

    /// <summary><c>--tiers</c>.</summary>
    public static Option<string?> FolderOption() => new("--tiers")
    {
        Description = "Folder of tier files; otherwise hardware/tiers here, above, or above the program.",
        HelpName = "folder",
    };

    public void AddTo(Command command)
    {
        command.Add(Name);
        command.Add(Folder);
    }

    /// <exception cref="ModelException">No such tier or folder, or a file that cannot be used.</exception>
    public IReadOnlyList<HardwareTier> Load(ParseResult result) => Load(result.GetValue(Folder), result.GetValue(Name)!);

    /// <param name="folder">Null for the usual places.</param>
    /// <param name="name">A tier, or "all".</param>
    /// <exception cref="ModelException">No such tier or folder, or a file that cannot be used.</exception>
    public static IReadOnlyList<HardwareTier> Load(string? folder, string name) => TierFolder.Load(
        folder ?? TierFolder.Find(Directory.GetCurrentDirectory(), AppContext.BaseDirectory), name);
}
