using Stethos.ApplicationSlots.Health;

namespace Stethos.Launcher.Tests;

public sealed class HealthTests
{
    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"status\":\"ok\"}")]
    [InlineData("{\"status\":\"ok\",\"start\":[]}")]
    [InlineData("<html>")]
    public void What_is_no_report_counts_as_no_answer(string text) => Assert.Null(GatewayHealth.Parse(text));

    [Fact]
    public void What_a_report_leaves_out_counts_as_not_reached()
    {
        Assert.Equal("no session with the broker", GatewayHealth.Parse("{\"status\":\"ok\",\"start\":{\"process\":5}}")!.Lacks(5, 95));
        var nodes = GatewayHealth.Parse(
            "{\"status\":\"ok\",\"start\":{\"brokerUp\":true,\"storeOpen\":true,\"journalReplayed\":true,\"nodesBack\":3}}")!;
        Assert.Contains("nodes are back", nodes.Lacks(null, 95)!, System.StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(100, 95, true)]
    [InlineData(100, 94, false)]
    [InlineData(3, 2, false)]
    [InlineData(3, 3, true)]
    public void The_quorum_is_a_share_of_the_nodes_that_were_there(int expected, int back, bool isWell)
    {
        var health = new GatewayHealth(9, true, true, true, true, expected, back, 0);
        Assert.Equal(isWell, health.Lacks(9, 95) is null);
        Assert.NotNull(health.Lacks(8, 95));
        Assert.NotNull((health with { IsOk = false }).Lacks(9, 95));
        Assert.NotNull((health with { JournalReplayed = false }).Lacks(9, 95));
    }
}
