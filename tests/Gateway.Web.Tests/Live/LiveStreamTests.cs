using System;
using System.Diagnostics;
using System.Linq;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Tasks;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Web.Live;

namespace Stethos.Gateway.Web.Tests.Live;

public sealed class LiveStreamTests
{
    [Fact]
    public async Task A_new_client_gets_everything_first()
    {
        await using var running = await RunningServer.StartAsync();
        using var live = await running.OpenLiveAsync();
        Assert.Equal("text/event-stream", live.Response.Content.Headers.ContentType?.MediaType);
        Assert.Equal(["retry: 2000"], await live.ReadBlockAsync());
        Assert.Equal("north-hall", (await live.ReadEventAsync("status")).GetProperty("site").GetString());
        Assert.Equal(2, (await live.ReadEventAsync("nodes")).GetArrayLength());
        Assert.Equal(2, (await live.ReadEventAsync("alerts")).GetArrayLength());
    }

    [Fact]
    public async Task A_change_of_a_node_arrives_with_its_new_json()
    {
        await using var running = await RunningServer.StartAsync();
        using var live = await running.OpenLiveAsync();
        await live.ReadEventAsync("alerts");
        running.View.Nodes["pump-1"] = FakeSiteView.Node("pump-1") with { State = NodeState.Offline };
        running.View.Status = running.View.Status with { FramesStored = 1201 };
        running.View.Raise("node", "pump-1");
        running.Time.Advance(TimeSpan.FromMilliseconds(LiveHub.TickMs));
        Assert.Equal(1201, (await live.ReadEventAsync("status")).GetProperty("framesStored").GetInt64());
        var changed = Assert.Single((await live.ReadEventAsync("nodes")).EnumerateArray());
        Assert.Equal("pump-1", changed.GetProperty("device").GetString());
        Assert.Equal("Offline", changed.GetProperty("state").GetString());
    }

    [Fact]
    public async Task An_alert_and_a_spectrum_arrive_as_their_own_events()
    {
        await using var running = await RunningServer.StartAsync();
        using var live = await running.OpenLiveAsync();
        await live.ReadEventAsync("alerts");
        running.View.Alerts.Insert(0, FakeSiteView.Alert(8, open: true));
        running.View.Raise("alert", "fan-3", 8);
        running.View.Raise("spectrum", "fan-3");
        running.Time.Advance(TimeSpan.FromMilliseconds(LiveHub.TickMs));
        Assert.Equal(8, (await live.ReadEventAsync("alert")).GetProperty("id").GetInt64());
        Assert.Equal("fan-3", (await live.ReadEventAsync("spectrum")).GetProperty("device").GetString());
    }

    [Fact]
    public async Task A_silent_line_carries_a_comment_every_fifteen_seconds()
    {
        await using var running = await RunningServer.StartAsync();
        using var live = await running.OpenLiveAsync();
        await live.ReadEventAsync("alerts");

        // The pump may see several due beats as one, so beat until the comment is there.
        var next = live.ReadBlockAsync();
        while (!next.IsCompleted)
        {
            running.Time.Advance(TimeSpan.FromMilliseconds(LiveHub.TickMs));
            await Task.Yield();
        }

        Assert.Equal([": alive"], await next);
    }

    [Fact]
    public async Task Streams_end_when_the_server_stops()
    {
        var running = await RunningServer.StartAsync();
        using var live = await running.OpenLiveAsync();
        await live.ReadEventAsync("alerts");
        await running.Server.DisposeAsync();
        Assert.Null(await live.ReadBlockAsync());
        Assert.False(running.View.IsWatched);
        await running.DisposeAsync();
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_dropped_and_others_stay()
    {
        await using var running = await RunningServer.StartAsync();
        foreach (var i in Enumerable.Range(0, 300))
        {
            running.View.Nodes[$"node-{i}"] = FakeSiteView.Node($"node-{i}");
        }

        using var reader = await running.OpenLiveAsync();
        using var stuck = await ConnectWithoutReadingAsync(running.Server.Address);
        await UntilAsync(() => running.Server.Live.ClientCount == 2, () => { });
        var drain = DrainAsync(reader);
        await UntilAsync(() => running.Server.Live.DroppedCount == 1, () =>
        {
            running.View.Raise("node");
            running.Time.Advance(TimeSpan.FromMilliseconds(LiveHub.TickMs));
        });
        Assert.Equal(1, running.Server.Live.ClientCount);
        await running.Server.DisposeAsync();
        Assert.True(await drain > 1);
    }

    private static async Task<Socket> ConnectWithoutReadingAsync(Uri address)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/live HTTP/1.1\r\nHost: {address.Authority}\r\n\r\n"));
        return socket;
    }

    private static async Task<int> DrainAsync(EventReader reader)
    {
        var blocks = 0;
        while (await reader.ReadBlockAsync() is not null)
        {
            blocks++;
        }

        return blocks;
    }

    /// <summary>Repeats a step until something holds; fails after a generous real time.</summary>
    private static async Task UntilAsync(Func<bool> holds, Action step)
    {
        var watch = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(watch.Elapsed < TimeSpan.FromSeconds(30), "It did not happen within 30 s.");
            step();
            await Task.Yield();
        }
    }
}
