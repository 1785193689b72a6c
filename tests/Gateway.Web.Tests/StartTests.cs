using System;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Web.Tests;

public sealed class StartTests
{
    [Fact]
    public async Task A_taken_port_is_one_sentence_that_names_it()
    {
        await using var first = await RunningServer.StartAsync();
        var port = first.Server.Address.Port;
        await using var second = new WebServer(new FakeSiteView(), new WebOptions { Port = port }, new ManualTime());
        var failure = await Assert.ThrowsAsync<WebServerException>(() => second.StartAsync(CancellationToken.None));
        Assert.Equal($"Port {port} on 127.0.0.1 is taken by another program; stop it or choose another port.", failure.Message);
    }

    [Theory]
    [InlineData("garage", 0, "'garage'")]
    [InlineData("192.0.2.1", 0, "does not have that address")]
    [InlineData("127.0.0.1", 70000, "70000")]
    public async Task An_address_that_cannot_be_used_is_named(string address, int port, string expected)
    {
        var options = new WebOptions { Port = port, BindAddress = address };
        await using var server = new WebServer(new FakeSiteView(), options, new ManualTime());
        var failure = await Assert.ThrowsAsync<WebServerException>(() => server.StartAsync(CancellationToken.None));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stopped_server_frees_its_port_at_once()
    {
        var first = await RunningServer.StartAsync();
        var port = first.Server.Address.Port;
        await first.DisposeAsync();
        await using var second = new WebServer(new FakeSiteView(), new WebOptions { Port = port }, new ManualTime());
        await second.StartAsync(CancellationToken.None);
        Assert.Equal(port, second.Address.Port);
    }

    [Fact]
    public async Task By_default_only_this_machine_can_reach_it()
    {
        await using var running = await RunningServer.StartAsync();
        Assert.True(running.Server.Address.IsLoopback);
    }
}
