using System;
using System.Collections.Generic;
using System.CommandLine;
using System.Globalization;

namespace Stethos.ModelQuantizer.Cli;

/// <summary><c>--dim name=size</c>, which several commands take.</summary>
internal static class DimensionOption
{
    public static Option<string[]> Make() => new("--dim")
    {
        Description = "Size of an open dimension: batch=1, or input[0]=1. May be repeated.",
        HelpName = "name=size",
        DefaultValueFactory = _ => [],
    };

    /// <exception cref="ModelException">A text is no name=size.</exception>
    public static IReadOnlyDictionary<string, long> Parse(string file, string[] texts)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var text in texts)
        {
            var at = text.LastIndexOf('=');
            if (at < 1 || !long.TryParse(text[(at + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var size))
            {
                throw new ModelException(file, $"--dim {text} is not name=size");
            }

            sizes[text[..at]] = size;
        }

        return sizes;
    }
}
