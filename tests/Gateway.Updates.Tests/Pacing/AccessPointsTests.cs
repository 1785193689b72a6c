using System;
using Stethos.Gateway.Domain.Frames;
using Stethos.Gateway.Updates.Pacing;

namespace Stethos.Gateway.Updates.Tests.Pacing;

public sealed class AccessPointsTests
{
    [Fact]
    public void Nodes_have_the_access_point_that_is_written_down()
    {
        var points = AccessPoints.Parse(
            ["# two halls", "5354000000000001 hall-2", "", "5354000000000002\thall-1   # by the door", "5354000000000003 hall-2"]);
        Assert.Equal(["hall-1", "hall-2"], points.Names);
        Assert.Equal("hall-2", points.Of(new DeviceKey(0x5354_0000_0000_0003)));
        Assert.Null(points.Of(new DeviceKey(9)));
        Assert.Null(AccessPoints.None.Of(new DeviceKey(9)));
    }

    [Theory]
    [InlineData("5354000000000001", "line 1: a device")]
    [InlineData("5354 hall-1", "line 1: a device")]
    [InlineData("5354000000000001 hall 1", "line 1: a device")]
    [InlineData("5354000000000001 a-name-that-is-longer-than-anybody-reads", "line 1: a device")]
    public void A_line_that_is_none_is_refused_by_its_number(string line, string problem) =>
        Assert.StartsWith(problem, Assert.Throws<FormatException>(() => AccessPoints.Parse([line])).Message, StringComparison.Ordinal);

    [Fact]
    public void A_node_has_one_access_point() => Assert.StartsWith(
        "line 2", Assert.Throws<FormatException>(
            () => AccessPoints.Parse(["5354000000000001 a", "5354000000000001 b"])).Message, StringComparison.Ordinal);
}
