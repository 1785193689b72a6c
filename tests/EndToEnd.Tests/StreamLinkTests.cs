using System;
using System.Net.Sockets;
using System.Text;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Hal;
using Stethos.Hal.Mqtt;

namespace Stethos.EndToEnd.Tests;

/// <summary>The smallest node's MQTT on a real broker: what it writes is understood, and what it is sent it understands.</summary>
public sealed class StreamLinkTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public void Messages_wills_and_retained_states_pass_through_a_real_broker()
    {
        using LiveBroker broker = new();
        using TcpBytes to = new(broker.Port);
        using TcpBytes from = new(broker.Port);
        StreamLink reader = Link(to, "reader");
        StreamLink writer = Link(from, "writer");
        Assert.Equal(LinkStatusCode.Ok, reader.Subscribe("plant/gw/node/f"));
        Assert.Equal(LinkStatusCode.Ok, reader.Subscribe("will/writer"));
        byte[] buffer = new byte[300];
        for (int i = 0; i < 200; i++)
        {
            byte[] payload = new byte[i + 1];
            payload[0] = (byte)i;
            payload[i] = (byte)i;
            while (writer.Publish("plant/gw/node/f", payload, 0, payload.Length, false) == LinkStatusCode.Busy)
            {
                writer.TryReceive(out _, buffer, out _);
            }

            Assert.Equal(("plant/gw/node/f", i + 1), Receive(reader, buffer));
            Assert.Equal(((byte)i, (byte)i), (buffer[0], buffer[i]));
        }

        // Told when the connection goes without a word, and kept for who comes later.
        from.Cut();
        Assert.Equal(("will/writer", 7), Receive(reader, buffer));
        Assert.Equal("offline", Encoding.ASCII.GetString(buffer, 0, 7));
        Assert.False(writer.TryReceive(out _, buffer, out _));
        Assert.False(writer.IsConnected);
        StreamLink again = Link(from, "writer");
        Assert.Equal(LinkStatusCode.Ok, again.Subscribe("will/writer"));
        Assert.Equal(("will/writer", 7), Receive(again, buffer));
        again.Disconnect();
        Assert.False(reader.TryReceive(out _, buffer, out _));
        Assert.True(reader.IsConnected);
    }

    private static StreamLink Link(TcpBytes stream, string name)
    {
        StreamLink link = new(stream, new TickClock(), new StreamLinkSizes());
        Assert.Equal(LinkStatusCode.Ok, link.Connect(name, "will/" + name, "offline"));
        return link;
    }

    private static (string Topic, int Length) Receive(StreamLink link, byte[] buffer)
    {
        long beganMs = Environment.TickCount64;
        while (Environment.TickCount64 - beganMs < Patience.TotalMilliseconds && link.IsConnected)
        {
            if (link.TryReceive(out string topic, buffer, out int length))
            {
                return (topic, length);
            }

            System.Threading.Thread.Yield();
        }

        Assert.Fail("nothing came");
        return default;
    }

    private sealed class TickClock : IClock
    {
        public long UptimeMs => Environment.TickCount64;

        public void Wait(int milliseconds) => System.Threading.Thread.Yield();
    }

    /// <summary>What SocketStream does on the device.</summary>
    private sealed class TcpBytes(int port) : IByteStream, IDisposable
    {
        private Socket? _socket;

        public bool Open()
        {
            Close();
            _socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            _socket.Connect("127.0.0.1", port);
            return true;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            if (_socket is null || !_socket.Poll(0, SelectMode.SelectRead))
            {
                return _socket is null ? -1 : 0;
            }

            int read = _socket.Receive(buffer, offset, count, SocketFlags.None);
            return read > 0 ? read : -1;
        }

        public bool Write(byte[] buffer, int offset, int count) => _socket?.Send(buffer, offset, count, SocketFlags.None) == count;

        public void Cut()
        {
            _socket!.LingerState = new LingerOption(true, 0);
            Close();
        }

        public void Close()
        {
            _socket?.Dispose();
            _socket = null;
        }

        public void Dispose() => Close();
    }
}
