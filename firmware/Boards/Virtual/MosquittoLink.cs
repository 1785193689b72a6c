using System;
using System.Collections.Concurrent;
using System.Threading;
using Stethos.Hal;
using Stethos.Mosquitto;

namespace Stethos.Boards.Virtual;

/// <summary>
/// The virtual board's link: libmosquitto behind the same interface a real board's MQTT client stands behind. A new
/// client per session, so that nothing of an old session is sent again: what has to survive is in the outbox.
/// </summary>
internal sealed class MosquittoLink(string host, int port, string? authorityPath, CancellationToken stop) : ILink, IDisposable
{
    private const int MaxInbound = 256;
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);
    private readonly ConcurrentQueue<(string Topic, byte[] Payload)> _inbound = new();
    private MosquittoClient? _client;
    private volatile bool _isLost;

    public bool IsConnected => _client is { IsConnected: true } && !_isLost;

    public LinkStatusCode Connect(string clientId, string willTopic, string willText)
    {
        Disconnect();
        _isLost = false;
        var client = new MosquittoClient(new MosquittoOptions
        {
            ClientId = clientId,
            Host = host,
            Port = port,
            TlsCaFile = authorityPath,
            Will = new MosquittoWill(willTopic, System.Text.Encoding.ASCII.GetBytes(willText), MqttQos.AtLeastOnce, true),
            MaxQueued = 1000,
            MaxInFlight = 100
        })
        {
            OnDisconnect = _ => _isLost = true,
            OnMessage = Receive
        };
        try
        {
            client.Connect();
            if (client.WaitConnected(ConnectTimeout, stop) && !_isLost)
            {
                _client = client;
                return LinkStatusCode.Ok;
            }
        }
        catch (MosquittoException)
        {
            // Told by the code below.
        }
        catch (OperationCanceledException)
        {
            client.Dispose();
            throw;
        }

        client.Dispose();
        return LinkStatusCode.Unreachable;
    }

    public void Disconnect()
    {
        var client = Interlocked.Exchange(ref _client, null);
        client?.Dispose();
        _inbound.Clear();
    }

    public LinkStatusCode Subscribe(string topic)
    {
        if (_client is not { } client)
        {
            return LinkStatusCode.NotConnected;
        }

        try
        {
            client.Subscribe(topic, MqttQos.AtLeastOnce);
            return LinkStatusCode.Ok;
        }
        catch (MosquittoException)
        {
            return LinkStatusCode.NotConnected;
        }
    }

    public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained) =>
        _client?.Publish(topic, payload.AsSpan(offset, count), MqttQos.AtLeastOnce, retained) switch
        {
            PublishResult.Ok => LinkStatusCode.Ok,
            PublishResult.QueueFull => LinkStatusCode.Busy,
            _ => LinkStatusCode.NotConnected
        };

    public bool TryReceive(out string topic, byte[] buffer, out int length)
    {
        if (!_inbound.TryDequeue(out var message))
        {
            topic = "";
            length = 0;
            return false;
        }

        topic = message.Topic;
        length = message.Payload.Length;
        message.Payload.AsSpan(0, Math.Min(length, buffer.Length)).CopyTo(buffer);
        return true;
    }

    public void Dispose() => Disconnect();

    // An acknowledgement that is thrown away comes again with the next one.
    private void Receive(in MosquittoMessage message)
    {
        if (_inbound.Count < MaxInbound)
        {
            _inbound.Enqueue((message.Topic, message.Payload.ToArray()));
        }
    }
}
