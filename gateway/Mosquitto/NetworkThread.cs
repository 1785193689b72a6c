using System;
using System.Runtime.InteropServices;
using System.Threading;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto;

/// <summary>
/// Owns the library's client for its whole life: connects, runs its loop, waits, connects again, destroys it. It stands in for
/// <c>mosquitto_loop_start</c>, whose thread ends for good after some errors (TLS, protocol, out of descriptors below 1024), can miss a
/// disconnect made while it reconnects, and can only be forced to stop by cancelling a thread that may be inside managed code.
/// </summary>
internal sealed class NetworkThread
{
    /// <summary>How long a stop may go unnoticed; publishing wakes the loop by itself.</summary>
    private const int LoopTimeoutMs = 100;

    /// <summary>Messages taken before the acknowledgements that they caused are written.</summary>
    private const int ReadsPerTurn = 64;

    private const int GoodbyeAttempts = 20;
    private const int GoodbyeTimeoutMs = 50;

    private readonly MosquittoOptions _options;
    private readonly ClientSession _session;
    private readonly ClientEvents _events;
    private readonly BackOff _backOff;
    private readonly StopSignal _stop;
    private readonly Thread _thread;
    private GCHandle _eventsHandle;
    private nint _client;

    public NetworkThread(MosquittoOptions options, ClientSession session, ClientEvents events)
    {
        _options = options;
        _session = session;
        _events = events;
        _backOff = new BackOff(options.ReconnectDelayMin, options.ReconnectDelayMax, Random.Shared);
        _stop = new StopSignal(options.TimeProvider);
        _thread = new Thread(Run) { IsBackground = true, Name = "mqtt " + options.ClientId };
    }

    /// <exception cref="MosquittoException">The library refuses the options.</exception>
    public void Start()
    {
        _eventsHandle = GCHandle.Alloc(_events);
        try
        {
            _client = NativeClient.Create(_options, GCHandle.ToIntPtr(_eventsHandle));
        }
        catch
        {
            _eventsHandle.Free();
            throw;
        }

        lock (_session.Gate)
        {
            _session.Client = _client;
        }

        _thread.Start();
    }

    /// <summary>Ends the connection politely and waits for the thread, unless called from a callback on that very thread.</summary>
    public void Stop()
    {
        _stop.Set();
        if (Thread.CurrentThread != _thread)
        {
            _thread.Join();
        }
    }

    private void Run()
    {
        int code = LibMosquitto.ConnectAsync(_client, _options.Host, _options.Port, _options.KeepAliveSeconds);
        while (true)
        {
            if (code == 0)
            {
                code = LoopUntilItEnds();
            }

            if (_stop.IsSet)
            {
                break;
            }

            ReportEnd(code);
            if (_stop.Wait(_backOff.Next()))
            {
                break;
            }

            _events.EndReported = false;
            code = LibMosquitto.ReconnectAsync(_client);
        }

        SayGoodbye();
        Destroy();
    }

    private int LoopUntilItEnds()
    {
        int code;
        do
        {
            long before = _events.ReceivedCount;
            code = LibMosquitto.Loop(_client, LoopTimeoutMs, 1);
            if (code == 0 && _events.ReceivedCount != before)
            {
                code = TakeMore();
            }
        }
        while (code == 0 && !_stop.IsSet);
        return code;
    }

    // The library's loop takes one message per turn and asks the system twice around it. Where one has come more are
    // likely: they are taken without asking, until one attempt yields nothing, and acknowledged together.
    private int TakeMore()
    {
        int code = 0;
        long before = -1;
        for (int i = 0; i < ReadsPerTurn && code == 0 && _events.ReceivedCount != before && !_stop.IsSet; i++)
        {
            before = _events.ReceivedCount;
            code = LibMosquitto.LoopRead(_client, 1);
        }

        return code == 0 && LibMosquitto.WantWrite(_client) ? LibMosquitto.LoopWrite(_client, 1) : code;
    }

    private void ReportEnd(int code)
    {
        if (_events.WasAccepted)
        {
            _events.WasAccepted = false;
            _backOff.Reset();
        }

        // The library calls back for a connection that broke, not for an attempt that failed at once.
        if (!_events.EndReported)
        {
            _events.Disconnected(code);
        }
    }

    // Disconnecting and writing on this thread leaves no moment in which a message comes in: 2.0.11 takes one that arrives after
    // mosquitto_disconnect for a protocol error and drops the connection, and the broker would publish the will.
    private void SayGoodbye()
    {
        if (!_session.IsConnected)
        {
            return;
        }

        if (LibMosquitto.Disconnect(_client) == 0)
        {
            LibMosquitto.LoopWrite(_client, 1);
            for (int attempt = 0; attempt < GoodbyeAttempts && LibMosquitto.Socket(_client) >= 0; attempt++)
            {
                LibMosquitto.Loop(_client, GoodbyeTimeoutMs, 1);
            }
        }

        if (!_events.EndReported)
        {
            _events.Disconnected(0);
        }
    }

    private void Destroy()
    {
        lock (_session.Gate)
        {
            _session.Client = 0;
            _session.ConnectedEvent.Reset();
        }

        LibMosquitto.Destroy(_client);
        _eventsHandle.Free();
        _stop.Dispose();
    }
}
