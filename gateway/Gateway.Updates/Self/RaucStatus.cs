using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.Json;

namespace Stethos.Gateway.Updates.Self;

/// <summary>What `rauc status --detailed --output-format=json` tells (RAUC 1.8, src/main.c).</summary>
/// <param name="Compatible">The system a bundle has to be made for.</param>
/// <param name="Primary">Slot the next boot takes; empty when the boot loader does not say.</param>
/// <param name="Slots">All slots.</param>
public sealed record RaucStatus(string Compatible, string Primary, IReadOnlyList<RaucSlot> Slots)
{
    /// <summary>The slot the system runs from; null when it runs from none of them.</summary>
    public RaucSlot? Booted => Slots.FirstOrDefault(slot => slot.IsBooted);

    /// <exception cref="RaucException">It is no such report.</exception>
    public static RaucStatus Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            return new RaucStatus(
                Text(root, "compatible"), Text(root, "boot_primary"),
                root.GetProperty("slots").EnumerateArray().SelectMany(slot => slot.EnumerateObject()).Select(Slot)
                    .OrderBy(slot => slot.Name, StringComparer.Ordinal).ToArray());
        }
        catch (Exception wrong) when (wrong is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            throw new RaucException($"what rauc tells of its slots is not understood: {wrong.Message}", wrong);
        }
    }

    private static RaucSlot Slot(JsonProperty slot)
    {
        var status = Object(slot.Value, "slot_status");
        return new RaucSlot(
            slot.Name, Text(slot.Value, "bootname"), Text(slot.Value, "state") == "booted", Text(slot.Value, "boot_status") == "good",
            Text(Object(status, "bundle"), "version"), Text(Object(status, "installed"), "timestamp"));
    }

    private static JsonElement? Object(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.Object
                ? value
                : null;

    private static string Text(JsonElement? of, string name) =>
        of is { ValueKind: JsonValueKind.Object } element && element.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String
                ? value.GetString()!
                : "";
}
