using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Stethos.Hardware.Tests.Model;

/// <summary>Boards with the chips and tiers they name. Tests change the nodes and look what the checks say.</summary>
internal sealed class HardwareData
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    /// <summary>Chip files by name.</summary>
    public Dictionary<string, JsonNode> Chips { get; } = Load("chip");

    /// <summary>Tier files by name.</summary>
    public Dictionary<string, JsonNode> Tiers { get; } = Load("tier");

    public static JsonNode BoardNode(string folder) => HardwareFolder.Read($"boards/{folder}/board.json");

    public static Board BoardFrom(JsonNode node) => node.Deserialize<Board>(Options)!;

    public Chip? Chip(string name) => Chips.TryGetValue(name, out JsonNode? node) ? node.Deserialize<Chip>(Options) : null;

    public Tier? Tier(string name) => Tiers.TryGetValue(name, out JsonNode? node) ? node.Deserialize<Tier>(Options) : null;

    private static Dictionary<string, JsonNode> Load(string kind) => HardwareFolder.Files
        .Where(file => HardwareFolder.KindOf(file) == kind)
        .ToDictionary(file => Path.GetFileNameWithoutExtension(file), HardwareFolder.Read);
}
