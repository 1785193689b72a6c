using System;
using System.Collections.Generic;
using System.Net;
using System.Net.Sockets;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>
/// A network between boards and broker that breaks on plan: connections are cut amid a packet, slowed down, or stall for
/// seconds and are then cut. The plan comes from the random numbers alone; <see cref="Heal"/> ends it.
/// </summary>
internal sealed class FaultyProxy : IDisposable
{
    private readonly TcpListener _listener;
    private readonly int _target;
    private readonly Random _random;
    private readonly Lock _sync = new();
    private readonly HashSet<Socket> _open = [];
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _accepting;
    private volatile bool _isHealed;
    private int _broken;

    public FaultyProxy(int target, Random random)
    {
        _target = target;
        _random = random;
        Port = FreePort.Next();
        _listener = new TcpListener(IPAddress.Loopback, Port);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Connections broken so far.</summary>
    public int Broken => Volatile.Read(ref _broken);

    /// <summary>Cuts what is open; from now on everything passes.</summary>
    public void Heal()
    {
        _isHealed = true;
        CloseAll();
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Dispose();
        CloseAll();
        _accepting.Wait(TimeSpan.FromSeconds(5));
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var board = await _listener.AcceptSocketAsync(_stop.Token);
                _ = CarryAsync(board, Draw());
            }
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private Fate Draw()
    {
        lock (_sync)
        {
            return new Fate(
                BytesUp: _random.Next(150, 8000), BytesDown: _random.Next(20, 800),
                Delay: TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? _random.Next(5, 120) : 0),
                Stall: TimeSpan.FromMilliseconds(_random.Next(3) == 0 ? _random.Next(200, 2500) : 0));
        }
    }

    private async Task CarryAsync(Socket board, Fate fate)
    {
        using var up = board;
        using var down = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            Track(up);
            Track(down);
            await down.ConnectAsync(IPAddress.Loopback, _target, _stop.Token);
            await Task.WhenAny(PumpAsync(up, down, fate.BytesUp, fate), PumpAsync(down, up, fate.BytesDown, fate));
        }
        catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The broker is away, or the test is over.
        }
        finally
        {
            Forget(up);
            Forget(down);
        }
    }

    private async Task PumpAsync(Socket from, Socket to, int most, Fate fate)
    {
        var buffer = new byte[4096];
        var passed = 0;
        try
        {
            for (var count = await from.ReceiveAsync(buffer); count > 0; count = await from.ReceiveAsync(buffer))
            {
                if (!_isHealed)
                {
                    await Task.Delay(fate.Delay, TimeProvider.System, _stop.Token);
                    count = Math.Min(count, most - passed);
                }

                await to.SendAsync(buffer.AsMemory(0, count));
                passed += count;
                if (!_isHealed && passed >= most)
                {
                    // Amid a packet; while it stalls, both sides believe the connection to be there.
                    await Task.Delay(fate.Stall, TimeProvider.System, _stop.Token);
                    Interlocked.Increment(ref _broken);
                    return;
                }
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // Cut from the other side.
        }
    }

    private void Track(Socket socket)
    {
        // Closing sends a reset and drops what is under way, as a lost network does.
        socket.LingerState = new LingerOption(true, 0);
        lock (_sync)
        {
            _open.Add(socket);
        }
    }

    private void Forget(Socket socket)
    {
        lock (_sync)
        {
            _open.Remove(socket);
        }
    }

    private void CloseAll()
    {
        lock (_sync)
        {
            foreach (var socket in _open)
            {
                socket.Dispose();
            }
        }
    }

    private sealed record Fate(int BytesUp, int BytesDown, TimeSpan Delay, TimeSpan Stall);
}
