using System;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ModelQuantizer.Size.Operators;
using Stethos.ModelQuantizer.Size.Tiers;
using Stethos.Testing;

namespace Stethos.ModelQuantizer.Tests.Size;

public sealed class TierReaderTests
{
    [Fact]
    public void The_tiers_of_the_repository_can_be_read()
    {
        var tiers = TierFolder.Load(RepositoryFiles.PathOf("hardware", "tiers"), "all");
        Assert.Equal(["T1", "T2", "T3", "G1"], tiers.Select(tier => tier.Name));
        Assert.All(tiers.SkipLast(1), tier => Assert.Equal(TierRuntime.Device, tier.Runtime));
        Assert.Equal(TierRuntime.OnnxRuntime, tiers[^1].Runtime);
        Assert.All(tiers, tier => Assert.True(tier.Costs.ContainsKey(OperatorKind.Convolution)));
        Assert.False(tiers[0].Costs.ContainsKey(OperatorKind.Other));
        Assert.Empty(tiers[0].FloatCosts);
        Assert.True(tiers[^1].FloatCosts.ContainsKey(OperatorKind.Convolution));
        Assert.Equal(16384, tiers[0].FlashBytes.Value);
        Assert.Equal("T2", Assert.Single(TierFolder.Load(RepositoryFiles.PathOf("hardware", "tiers"), "t2")).Name);
    }

    [Fact]
    public void A_tier_is_read_as_it_is_written()
    {
        var tier = Parse(MadeTier.Json);
        Assert.Equal((4096, 512, 100), (tier.FlashBytes.Value, tier.RamBytes.Value, tier.LatencyMs.Value));
        var cost = Assert.Single(tier.Costs);
        Assert.Equal(OperatorKind.FullyConnected, cost.Key);
        Assert.Equal(new CostInterval(10 * 1 + 2 * 3 + 5, 10 * 2 + 2 * 4 + 6), cost.Value.Nanoseconds(10, 2));
    }

    [Theory]
    [InlineData("\"tier\": \"M1\"", "\"tier\": 1", "made.json: tier: is no text, or an empty one")]
    [InlineData("\"runtime\": \"device\"", "\"runtime\": \"cloud\"", "inference/runtime: 'cloud' is neither device nor onnxruntime")]
    [InlineData("\"ms\": 100", "\"ms\": -1", "inference/latencyMs/ms: -1 is less than 0")]
    [InlineData("\"bytes\": 512", "\"bytes\": \"512\"", "budgets/arenaBytes/bytes: is String, not a number")]
    [InlineData("\"bytes\": 512, ", "", "budgets/arenaBytes/bytes: is missing")]
    [InlineData("fullyConnected", "fullyConected", "inference/operators/fullyConected: there is no such kind of operator: convolution,")]
    [InlineData("\"low\": 3, \"high\": 4", "\"low\": 4, \"high\": 3", "inference/operators/fullyConnected/outputNs/high: 3 is less than 4")]
    [InlineData("\"budgets\": {", "\"budgets\": 7, \"was\": {", "budgets: is Number, not an object")]
    [InlineData("\"name\": \"made up\",", "\"name\": \"made up\"", "line 3: this is no JSON")]
    [InlineData("\"inference\"", "\"inferences\"", "made.json: inference: is missing")]
    public void What_is_wrong_is_said_with_file_field_and_cause(string old, string replacement, string message)
    {
        Assert.Contains(old, MadeTier.Json, StringComparison.Ordinal);
        var exception = Assert.Throws<ModelException>(() => Parse(MadeTier.Json.Replace(old, replacement, StringComparison.Ordinal)));
        Assert.StartsWith("made.json: ", exception.Message, StringComparison.Ordinal);
        Assert.Contains(message, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_tiers_and_folders_are_named()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("the folder is empty", Message(() => TierFolder.Load(folder.Path, "all")), StringComparison.Ordinal);
        File.WriteAllText(folder.Of("M1.json"), MadeTier.Json);
        Assert.Contains("there is no tier T9: M1 or all", Message(() => TierFolder.Load(folder.Path, "T9")), StringComparison.Ordinal);
        Assert.Contains("no such folder of tiers", Message(() => TierFolder.Load(folder.Of("x"), "all")), StringComparison.Ordinal);
    }

    private static string Message(Action action) => Assert.Throws<ModelException>(action).Message;

    private static HardwareTier Parse(string json) => TierReader.Parse(Encoding.UTF8.GetBytes(json), "made.json");
}
