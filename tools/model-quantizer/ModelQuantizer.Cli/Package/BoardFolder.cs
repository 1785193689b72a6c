using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;

namespace Stethos.ModelQuantizer.Cli.Package;

/// <summary>The boards of hardware/boards by tier.</summary>
internal static class BoardFolder
{
    /// <summary>Names of the boards whose tier is among these, in order.</summary>
    /// <param name="tierFile">A file of hardware/tiers; the boards lie beside that folder.</param>
    /// <param name="tiers">"T2" and so on.</param>
    /// <exception cref="ModelException">There is no such folder, or a board.json is none.</exception>
    public static IReadOnlyList<string> Of(string tierFile, IReadOnlyCollection<string> tiers)
    {
        var folder = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(tierFile)!, "..", "boards"));
        return Directory.Exists(folder)
            ? [.. Directory.GetDirectories(folder).Where(board => tiers.Contains(TierOf(board))).Select(board => Path.GetFileName(board))
                .Order(StringComparer.Ordinal)]
            : throw new ModelException(folder, "there are no boards beside the tiers: name them with --board");
    }

    private static string TierOf(string board)
    {
        var path = Path.Combine(board, "board.json");
        try
        {
            using var document = JsonDocument.Parse(ModelFile.Read(path));
            return document.RootElement.TryGetProperty("tier", out var tier) && tier.ValueKind == JsonValueKind.String
                ? tier.GetString()!
                : throw new ModelException(path, "tier: missing");
        }
        catch (JsonException exception)
        {
            throw new ModelException(path, $"this is no JSON: {exception.Message.Split(". ")[0]}", exception);
        }
    }
}
