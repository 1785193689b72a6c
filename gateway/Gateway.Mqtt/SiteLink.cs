using System;
using System.Collections.Concurrent;
using System.Threading;
using Stethos.Gateway.Domain.Frames;
using Stethos.Mosquitto;
using Stethos.Protocol;

namespace Stethos.Gateway.Mqtt;

/// <summary>
/// The gateway's session with the broker. A persistent session: what nodes publish while the gateway is away waits at
/// the broker. Nothing rests on that, because nodes send again until they are acknowledged.
/// </summary>
public sealed class SiteLink : INodeLink, IDisposable
{
    private readonly SiteLinkOptions _options;
    private readonly MosquittoClient _client;
    private readonly ConcurrentDictionary<(DeviceKey Device, string Channel), string> _topics = new();
    private long _publishFailures;
    private long _sessions;

    public SiteLink(SiteLinkOptions options, InboundQueue inbound, TimeProvider time)
    {
        _options = options;
        _client = new MosquittoClient(new MosquittoOptions
        {
            ClientId = $"stethos-{options.Site}-{options.Gateway}",
            Host = options.Host,
            Port = options.Port,
            CleanSession = false,
            UserName = options.UserName,
            Password = options.Password,
            TlsCaFile = options.TlsCaFile,
            MaxInFlight = 10_000,
            MaxQueued = 60_000,
            ReconnectDelayMin = TimeSpan.FromMilliseconds(200),
            ReconnectDelayMax = TimeSpan.FromSeconds(5),
            TimeProvider = time
        })
        {
            OnMessage = (in MosquittoMessage message) => inbound.Add(
                message.Topic, message.Payload, message.Retain, time.GetUtcNow().ToUnixTimeMilliseconds()),
            OnConnect = code => Interlocked.Add(ref _sessions, code == 0 ? 1 : 0),
            Error = fault => Fault?.Invoke(fault)
        };
    }

    /// <summary>Faults of the session worth a log line. Set before <see cref="Start"/>.</summary>
    public Action<Exception>? Fault { get; set; }

    public bool IsConnected => _client.IsConnected;

    /// <inheritdoc/>
    public long Sessions => Interlocked.Read(ref _sessions);

    /// <summary>Messages to nodes that could not be handed to the broker; they are repeated by the protocol.</summary>
    public long PublishFailures => Interlocked.Read(ref _publishFailures);

    /// <summary>Connects and subscribes; goes on trying by itself until disposed.</summary>
    public void Start()
    {
        foreach (var channel in (string[])[Topics.Frames, Topics.Bursts, Topics.State, Topics.Description, Topics.UpdateStatus])
        {
            _client.Subscribe(Topics.FilterOf(_options.Site, _options.Gateway, channel), MqttQos.AtLeastOnce);
        }

        _client.Connect();
    }

    /// <inheritdoc/>
    public bool Send(DeviceKey device, string channel, ReadOnlySpan<byte> payload) =>
        Publish(device, channel, payload, MqttQos.AtLeastOnce);

    /// <inheritdoc/>
    public bool SendToAll(string channel, ReadOnlySpan<byte> payload) =>
        Publish(new DeviceKey(ulong.MaxValue), channel, payload, MqttQos.AtMostOnce);

    public void Dispose() => _client.Dispose();

    private bool Publish(DeviceKey device, string channel, ReadOnlySpan<byte> payload, MqttQos qos)
    {
        var topic = _topics.GetOrAdd(
            (device, channel), key => Topics.Of(_options.Site, _options.Gateway, key.Device.ToString(), key.Channel));
        if (_client.Publish(topic, payload, qos, retain: false) == PublishResult.Ok)
        {
            return true;
        }

        Interlocked.Increment(ref _publishFailures);
        return false;
    }
}
