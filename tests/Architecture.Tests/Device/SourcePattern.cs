using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;

namespace Stethos.Architecture.Tests.Device;

/// <summary>A path with * and ** as MSBuild takes it, from the repository root.</summary>
internal sealed record SourcePattern(Regex Expression)
{
    private const string ThisFolder = "$(MSBuildThisFileDirectory)";
    private const string FirmwareFolder = "$(FirmwareFolder)";

    public static SourcePattern Of(string folder, string text)
    {
        string path = text.Replace('\\', '/');
        path = path.StartsWith(FirmwareFolder, StringComparison.Ordinal)
            ? "firmware/" + path[FirmwareFolder.Length..]
            : folder + "/" + (path.StartsWith(ThisFolder, StringComparison.Ordinal) ? path[ThisFolder.Length..] : path);
        Stack<string> parts = new();
        foreach (string part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part != "..")
            {
                parts.Push(part);
            }
            else if (parts.Count > 0)
            {
                parts.Pop();
            }
        }

        string[] kept = parts.ToArray();
        Array.Reverse(kept);
        string escaped = Regex.Escape(string.Join('/', kept));
        return new SourcePattern(new Regex("^" + escaped
            .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal)
            .Replace(@"\*\*", ".*", StringComparison.Ordinal)
            .Replace(@"\*", "[^/]*", StringComparison.Ordinal) + "$"));
    }

    public bool Covers(string path) => Expression.IsMatch(path);
}
