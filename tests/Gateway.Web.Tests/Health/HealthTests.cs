using System.Net;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests.Health;

public sealed class HealthTests
{
    [Fact]
    public async Task A_working_site_is_200_without_reasons()
    {
        await using var running = await RunningServer.StartAsync();
        var report = await running.GetJsonAsync("/healthz");
        Assert.Equal("ok", report.GetProperty("status").GetString());
        Assert.Equal(0, report.GetProperty("reasons").GetArrayLength());
    }

    [Theory]
    [InlineData(false, null, "The gateway has no session with the MQTT broker.")]
    [InlineData(true, "The disk is full.", "The disk is full.")]
    public async Task A_site_that_cannot_work_is_503_with_the_reason(bool broker, string? problem, string reason)
    {
        var view = new FakeSiteView();
        view.Status = view.Status with { BrokerConnected = broker, Problem = problem };
        await using var running = await RunningServer.StartAsync(view);
        using var response = await running.GetAsync("/healthz");
        var report = await RunningServer.ReadJsonAsync(response);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Equal(reason, Assert.Single(report.GetProperty("reasons").EnumerateArray()).GetString());
    }
}
