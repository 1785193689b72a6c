using System;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Stethos.Testing;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>A loopback port on which somebody else listens.</summary>
internal sealed class TakenPort : IDisposable
{
    private readonly TcpListener _listener;

    public TakenPort()
    {
        Number = FreePort.Next();
        _listener = new TcpListener(IPAddress.Loopback, Number);
        _listener.Start();
    }

    public int Number { get; }

    public string Text => Number.ToString(CultureInfo.InvariantCulture);

    public void Dispose() => _listener.Dispose();
}
