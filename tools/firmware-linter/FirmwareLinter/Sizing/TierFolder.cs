using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using Stethos.FirmwareLinter.Reading;

namespace Stethos.FirmwareLinter.Sizing;

/// <summary>Reads the budgets out of <c>hardware/tiers/*.json</c>; gateways (G1.json ...) run no firmware.</summary>
public static class TierFolder
{
    public const string Usual = "hardware/tiers";

    /// <summary>The folder below the working folder or one above it, or null.</summary>
    public static string? Find(string start)
    {
        for (DirectoryInfo? folder = new(start); folder is not null; folder = folder.Parent)
        {
            string path = Path.Combine(folder.FullName, Usual);
            if (Directory.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    /// <exception cref="LintInputException">No folder, no tier in it, or a file without the budgets.</exception>
    public static IReadOnlyList<Tier> Load(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new LintInputException($"{folder} does not exist; give the folder with the tiers (T1.json ...)");
        }

        Tier[] tiers = Directory.GetFiles(folder, "*.json").Where(path => !Path.GetFileName(path).StartsWith('G'))
            .Order(StringComparer.Ordinal).Select(LoadOne).ToArray();
        return tiers.Length > 0 ? tiers : throw new LintInputException($"{folder} holds no tier (T1.json ...)");
    }

    private static Tier LoadOne(string path)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(path));
            JsonElement budgets = json.RootElement.GetProperty("budgets");
            int BytesOf(string name) => budgets.GetProperty(name).GetProperty("bytes").GetInt32();
            return new Tier(
                json.RootElement.GetProperty("tier").GetString()!, json.RootElement.GetProperty("name").GetString()!,
                BytesOf("payloadBytes"), BytesOf("managedHeapBytes"), BytesOf("deployBytes"));
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
        {
            throw new LintInputException($"{path} is no tier with payloadBytes, managedHeapBytes and deployBytes ({e.Message})", e);
        }
    }
}
