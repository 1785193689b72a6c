using System.IO;
using System.Text.Json;
using Stethos.Testing;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>Sizes a node is built with, and the heap it may then take: "node" of a tier.</summary>
internal sealed record NodeSizes(
    int WindowSamples, int BurstSamples, int OutboxFrames, int OutboxBatchFrames, int OutboxBlocks, int OutboxBlockBytes, int HeapBytes = 0)
{
    public static NodeSizes OfTier(string tier)
    {
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(RepositoryFiles.PathOf("hardware", "tiers", tier + ".json")));
        JsonElement node = json.RootElement.GetProperty("node");
        int Of(string name) => node.GetProperty(name).GetInt32();
        return new NodeSizes(
            Of("windowSamples"), Of("burstSamples"), Of("outboxFrames"), Of("outboxBatchFrames"), Of("outboxBlocks"),
            Of("outboxBlockBytes"), node.GetProperty("heapBytes").GetProperty("bytes").GetInt32());
    }
}
