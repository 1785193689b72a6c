using System.Text.Json;

namespace Stethos.ApplicationSlots.Health;

/// <summary>What `/healthz` tells of a gateway's start. What an answer leaves out counts as not reached.</summary>
/// <param name="Process">Process that answers.</param>
/// <param name="IsOk">Whether it reports itself well.</param>
/// <param name="BrokerUp">It holds a session with the broker.</param>
/// <param name="StoreOpen">Its store takes what it writes.</param>
/// <param name="JournalReplayed">Everything stored before the start has been gone through.</param>
/// <param name="NodesExpected">Nodes that spoke shortly before the start.</param>
/// <param name="NodesBack">Those of them that have spoken since.</param>
/// <param name="NodesSwitching">Nodes that try new firmware or a new model right now.</param>
public sealed record GatewayHealth(
    int Process, bool IsOk, bool BrokerUp, bool StoreOpen, bool JournalReplayed, int NodesExpected, int NodesBack, int NodesSwitching)
{
    /// <summary>Null when the text is no such report.</summary>
    public static GatewayHealth? Parse(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            if (json.RootElement.ValueKind != JsonValueKind.Object
                || !json.RootElement.TryGetProperty("start", out var start) || start.ValueKind != JsonValueKind.Object)
            {
                return null;
            }

            return new GatewayHealth(
                Number(start, "process", 0),
                json.RootElement.TryGetProperty("status", out var status) && status.ValueKind == JsonValueKind.String
                    && status.GetString() == "ok",
                Flag(start, "brokerUp"), Flag(start, "storeOpen"), Flag(start, "journalReplayed"),
                Number(start, "nodesExpected", int.MaxValue), Number(start, "nodesBack", 0),
                Number(start, "nodesSwitching", int.MaxValue));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Why it is not well yet, null when it is.</summary>
    /// <param name="process">The process that has to answer; null for any.</param>
    /// <param name="quorumPercent">Share of the expected nodes that have to be back.</param>
    public string? Lacks(int? process, int quorumPercent) =>
        process is not null && Process != process ? $"another process ({Process}) answers on the page's port"
        : !BrokerUp ? "no session with the broker"
        : !StoreOpen ? "the store does not take what is written"
        : !JournalReplayed ? "what was stored before the start is still being gone through"
        : !IsOk ? "it reports itself failing"
        : (long)NodesBack * 100 < (long)NodesExpected * quorumPercent
            ? $"{NodesBack} of {NodesExpected} nodes are back, {quorumPercent} % are needed"
        : null;

    private static bool Flag(JsonElement of, string name) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.True;

    private static int Number(JsonElement of, string name, int otherwise) =>
        of.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number)
            ? number
            : otherwise;
}
