using System;
using System.Net;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Api;

public sealed class VisionAnswerTests
{
    [Fact]
    public async Task A_picture_comes_with_blocks_regions_and_trend()
    {
        await using var running = await RunningServer.StartAsync();
        var vision = await running.GetJsonAsync("/api/nodes/fan-3/vision?sensor=0");
        Assert.Equal(16, vision.GetProperty("columns").GetInt32());
        Assert.Equal(2, vision.GetProperty("blocks")[1].GetInt32());
        Assert.Equal(3, vision.GetProperty("regions")[0].GetProperty("column").GetInt32());
        Assert.Equal(1.5, vision.GetProperty("trend")[0].GetProperty("shiftX").GetDouble());
    }

    [Fact]
    public async Task A_crop_comes_with_its_pixels_and_verdict()
    {
        await using var running = await RunningServer.StartAsync();
        var crop = await running.GetJsonAsync("/api/nodes/fan-3/crop");
        Assert.Equal([1, 2, 3, 4], crop.GetProperty("pixels").GetBytesFromBase64());
        Assert.Equal("scratch", crop.GetProperty("label").GetString());
        Assert.Equal(0.97, crop.GetProperty("probabilities").GetProperty("scratch").GetDouble());
    }

    [Theory]
    [InlineData("vision")]
    [InlineData("crop")]
    public async Task Nothing_yet_is_no_content_and_an_unknown_node_is_not_found(string what)
    {
        await using var running = await RunningServer.StartAsync();
        running.View.Vision = null;
        running.View.Crop = null;
        using var none = await running.GetAsync($"/api/nodes/fan-3/{what}");
        using var unknown = await running.GetAsync($"/api/nodes/nobody/{what}");
        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (none.StatusCode, unknown.StatusCode));
    }

    [Fact]
    public async Task A_crop_is_asked_for_or_refused_with_a_reason()
    {
        await using var running = await RunningServer.StartAsync();
        using var accepted = await running.Http.PostAsync(new Uri("/api/nodes/fan-3/crop?sensor=0", UriKind.Relative), null);
        running.View.BurstPossible = false;
        using var refused = await running.Http.PostAsync(new Uri("/api/nodes/fan-3/crop?sensor=0", UriKind.Relative), null);
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Conflict), (accepted.StatusCode, refused.StatusCode));
        Assert.Equal(["crop fan-3 0", "crop fan-3 0"], running.View.Calls);
    }
}
