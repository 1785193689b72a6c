using System;
using System.Collections.Generic;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging.Abstractions;
using Stethos.Gateway.Web.Live;

namespace Stethos.Gateway.Web.Tests.Live;

public sealed class LiveHubTests
{
    [Fact]
    public async Task Many_changes_between_two_beats_become_one_batch()
    {
        var view = new FakeSiteView();
        await using var hub = Start(view);
        var client = hub.Connect()!;
        foreach (var _ in Enumerable.Range(0, 1000))
        {
            view.Raise("node", "fan-3");
        }

        hub.Tick();
        hub.Tick();
        client.Complete();
        var batches = await ReadAllAsync(client);
        Assert.Equal(2, batches.Count);
        Assert.Equal(1, Count(batches[1], "event: nodes"));
        Assert.Equal(1, Count(batches[1], "event: status"));
        hub.Disconnect(client);
    }

    [Fact]
    public async Task A_full_queue_drops_its_client_and_counts_it()
    {
        var view = new FakeSiteView();
        await using var hub = Start(view);
        var client = hub.Connect()!;
        var room = LiveClient.QueueLength - 1;
        foreach (var i in Enumerable.Range(0, room + 1))
        {
            Assert.False(client.Dropped.IsCancellationRequested, $"dropped after {i} batches");
            view.Raise("status");
            hub.Tick();
        }

        Assert.True(client.Dropped.IsCancellationRequested);
        Assert.Equal(1, hub.DroppedCount);
        Assert.Equal(0, hub.ClientCount);
        hub.Disconnect(client);
    }

    [Fact]
    public async Task Too_many_clients_are_refused_until_one_leaves()
    {
        await using var hub = Start(new FakeSiteView());
        var clients = Enumerable.Range(0, LiveHub.MostClients).Select(_ => hub.Connect()!).ToList();
        Assert.Null(hub.Connect());
        hub.Disconnect(clients[0]);
        Assert.NotNull(hub.Connect());
    }

    [Fact]
    public async Task A_failing_view_costs_one_batch_and_not_the_stream()
    {
        var view = new FakeSiteView();
        var time = new ManualTime();
        await using var hub = new LiveHub(view, time, NullLogger.Instance);
        hub.Start();
        var client = hub.Connect()!;
        await using var batches = client.ReadAllAsync(CancellationToken.None).GetAsyncEnumerator();
        await batches.MoveNextAsync();
        view.Failure = new InvalidOperationException("storage is busy");
        view.Raise("status");
        Assert.Throws<InvalidOperationException>(hub.Tick);
        view.Failure = null;
        view.Raise("status");
        time.Advance(TimeSpan.FromMilliseconds(LiveHub.TickMs));
        Assert.True(await batches.MoveNextAsync());
        Assert.StartsWith("event: status", Encoding.UTF8.GetString(batches.Current.Span), StringComparison.Ordinal);
        hub.Disconnect(client);
    }

    private static LiveHub Start(FakeSiteView view)
    {
        var hub = new LiveHub(view, new ManualTime(), NullLogger.Instance);
        hub.Start();
        return hub;
    }

    private static async Task<List<string>> ReadAllAsync(LiveClient client)
    {
        var batches = new List<string>();
        await foreach (var batch in client.ReadAllAsync(CancellationToken.None))
        {
            batches.Add(Encoding.UTF8.GetString(batch.Span));
        }

        return batches;
    }

    private static int Count(string text, string part) => text.Split(part).Length - 1;
}
