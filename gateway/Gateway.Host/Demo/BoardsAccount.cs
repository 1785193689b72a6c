using System;
using System.Collections.Generic;
using System.Globalization;

namespace Stethos.Gateway.Host.Demo;

/// <summary>The boards' own account of a run: what they made, what was acknowledged, what they still held.</summary>
internal sealed record BoardsAccount(long Made, long Acknowledged, long Waiting, long Resent, long Dropped, long Connects)
{
    /// <summary>Reads the last line `boards=… made=… …`; null when there is none.</summary>
    public static BoardsAccount? Parse(string output)
    {
        var lines = output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length == 0 || !lines[^1].StartsWith("boards=", StringComparison.Ordinal))
        {
            return null;
        }

        var values = new Dictionary<string, long>();
        foreach (var field in lines[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = field.Split('=');
            if (parts.Length == 2 && long.TryParse(parts[1], CultureInfo.InvariantCulture, out var value))
            {
                values[parts[0]] = value;
            }
        }

        long Of(string name) => values.GetValueOrDefault(name);
        return new BoardsAccount(Of("made"), Of("acknowledged"), Of("waiting"), Of("resent"), Of("dropped"), Of("connects"));
    }
}
