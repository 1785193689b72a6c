using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Microsoft.Extensions.Logging;
using Stethos.Gateway.Domain.View;

namespace Stethos.Gateway.Web.Live;

/// <summary>
/// Turns changes of the site into batches for all connected pages, at most four a second. A batch is built once and its
/// bytes are shared, so the cost of a change does not grow with the number of pages.
/// Invariant: under the clients lock, every client has been given either the snapshot that holds a change or the batch
/// with it, in that order.
/// </summary>
internal sealed class LiveHub : IAsyncDisposable
{
    public const int MostClients = 64;
    public const int TickMs = 250;
    public const int HeartbeatMs = 15_000;

    private readonly ISiteView _view;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Lock _clientsLock = new();
    private readonly Lock _pendingLock = new();
    private readonly HashSet<LiveClient> _clients = [];
    private readonly CancellationTokenSource _stop = new();
    private PendingChanges _pending = new();
    private Task _pump = Task.CompletedTask;
    private long _dropped;
    private int _ticksSinceHeartbeat;
    private bool _stopped;

    public LiveHub(ISiteView view, TimeProvider time, ILogger logger)
    {
        _view = view;
        _time = time;
        _logger = logger;
    }

    public long DroppedCount => Interlocked.Read(ref _dropped);

    public int ClientCount
    {
        get
        {
            lock (_clientsLock)
            {
                return _clients.Count;
            }
        }
    }

    public void Start()
    {
        _view.Changed += OnChanged;
        _pump = PumpAsync(_stop.Token);
    }

    /// <summary>A client whose queue starts with a snapshot; null when there are too many or the hub has stopped.</summary>
    public LiveClient? Connect()
    {
        lock (_clientsLock)
        {
            if (_stopped || _clients.Count >= MostClients)
            {
                return null;
            }

            var client = new LiveClient();
            client.TryEnqueue(LiveBatch.Snapshot(_view));
            _clients.Add(client);
            return client;
        }
    }

    public void Disconnect(LiveClient client)
    {
        lock (_clientsLock)
        {
            _clients.Remove(client);
        }

        client.Dispose();
    }

    /// <summary>One beat: a batch when something changed, a heartbeat when it is time.</summary>
    public void Tick()
    {
        var changes = TakePending();
        var beat = ++_ticksSinceHeartbeat >= HeartbeatMs / TickMs;
        if (beat)
        {
            _ticksSinceHeartbeat = 0;
        }

        lock (_clientsLock)
        {
            if (_clients.Count == 0)
            {
                return;
            }

            if (!changes.IsEmpty)
            {
                BroadcastLocked(LiveBatch.Of(changes, _view));
            }

            if (beat)
            {
                BroadcastLocked(LiveBatch.Heartbeat);
            }
        }
    }

    /// <summary>Ends every stream after what is queued and takes no more clients.</summary>
    public async ValueTask DisposeAsync()
    {
        _view.Changed -= OnChanged;
        lock (_clientsLock)
        {
            _stopped = true;
            foreach (var client in _clients)
            {
                client.Complete();
            }
        }

        await _stop.CancelAsync();
        await _pump;
        _stop.Dispose();
    }

    private void OnChanged(SiteEvent change)
    {
        lock (_pendingLock)
        {
            _pending.Add(change);
        }
    }

    private PendingChanges TakePending()
    {
        lock (_pendingLock)
        {
            if (_pending.IsEmpty)
            {
                return _pending;
            }

            var taken = _pending;
            _pending = new PendingChanges();
            return taken;
        }
    }

    private void BroadcastLocked(ReadOnlyMemory<byte> batch)
    {
        foreach (var client in _clients.Where(c => !c.TryEnqueue(batch)).ToList())
        {
            _clients.Remove(client);
            Interlocked.Increment(ref _dropped);
            Log.LiveClientDropped(_logger);
            client.Drop();
        }
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(TickMs), _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                TickSafely();
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is the expected end.
        }
    }

    private void TickSafely()
    {
        try
        {
            Tick();
        }
#pragma warning disable CA1031 // Outermost loop: one failed query must not end live values for every page.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.LiveUpdateFailed(_logger, exception);
        }
    }
}
