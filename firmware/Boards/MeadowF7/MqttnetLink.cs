using System;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using MQTTnet;
using MQTTnet.Client;
using MQTTnet.Client.Options;
using MQTTnet.Client.Receiving;
using MQTTnet.Protocol;
using Stethos.Hal;
using Stethos.Hal.Links;

namespace Stethos.Boards.MeadowF7;

/// <summary>
/// MQTT 3.1.1 with the client that Meadow.Core brings along, version 3; a second one beside it would not load. Calls wait for the broker's
/// answer, 10 s at most.
/// </summary>
public sealed class MqttnetLink : ILink
{
    private const int MaxTopics = 4;
    private const int InboundSlots = 32;
    private const int InboundLength = 256;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(30);
    private readonly IMqttClient _client = new MqttFactory().CreateMqttClient();
    private readonly TopicNames _topics = new TopicNames(MaxTopics);
    private readonly InboundRing _inbound;
    private readonly string _host;
    private readonly int _port;
    private readonly byte[] _authority;

    /// <summary><paramref name="authority"/>: the site authority's certificate in DER, empty = no TLS.</summary>
    public MqttnetLink(string host, int port, byte[] authority)
    {
        _host = host;
        _port = port;
        _authority = authority;
        _inbound = new InboundRing(InboundSlots, InboundLength, _topics);
        _client.ApplicationMessageReceivedHandler = new MqttApplicationMessageReceivedHandlerDelegate(Receive);
    }

    /// <inheritdoc/>
    public bool IsConnected => _client.IsConnected;

    /// <inheritdoc/>
    public LinkStatusCode Connect(string clientId, string willTopic, string willText)
    {
        _inbound.Clear();
        MqttClientOptionsBuilder options = new MqttClientOptionsBuilder()
            .WithTcpServer(_host, _port).WithClientId(clientId).WithCleanSession(true).WithKeepAlivePeriod(KeepAlive)
            .WithWillMessage(Message(willTopic, Encoding.UTF8.GetBytes(willText), true));
        if (_authority.Length > 0)
        {
            options = options.WithTls(new MqttClientOptionsBuilderTlsParameters
            {
                UseTls = true,
                CertificateValidationHandler = IsOfTheSite
            });
        }

        return Wait(token => _client.ConnectAsync(options.Build(), token)) ? LinkStatusCode.Ok : LinkStatusCode.Unreachable;
    }

    /// <inheritdoc/>
    public void Disconnect() => Wait(token => _client.DisconnectAsync(token));

    /// <inheritdoc/>
    public LinkStatusCode Subscribe(string topic)
    {
        return !_client.IsConnected ? LinkStatusCode.NotConnected
            : !_topics.Add(topic) ? LinkStatusCode.Refused
            : Wait(token => _client.SubscribeAsync(topic, MqttQualityOfServiceLevel.AtLeastOnce)) ? LinkStatusCode.Ok
            : LinkStatusCode.NotConnected;
    }

    /// <inheritdoc/>
    public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
    {
        if (!_client.IsConnected)
        {
            return LinkStatusCode.NotConnected;
        }

        byte[] copy = new byte[count];
        Array.Copy(payload, offset, copy, 0, count);
        return Wait(token => _client.PublishAsync(Message(topic, copy, retained), token))
            ? LinkStatusCode.Ok
            : LinkStatusCode.NotConnected;
    }

    /// <inheritdoc/>
    public bool TryReceive(out string topic, byte[] buffer, out int length) => _inbound.TryTake(out topic, buffer, out length);

    private static MqttApplicationMessage Message(string topic, byte[] payload, bool retained) => new MqttApplicationMessage
    {
        Topic = topic,
        Payload = payload,
        Retain = retained,
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce
    };

    private static bool Wait(Func<CancellationToken, Task> call)
    {
        using CancellationTokenSource patience = new CancellationTokenSource(Patience);
        try
        {
            return call(patience.Token).Wait((int)Patience.TotalMilliseconds);
        }
        catch (Exception)
        {
            return false;
        }
    }

    // The chain must end at the site's own authority, which no public list holds.
    private bool IsOfTheSite(MqttClientCertificateValidationCallbackContext context)
    {
        using X509Certificate2 authority = new X509Certificate2(_authority);
        using X509Certificate2 shown = new X509Certificate2(context.Certificate);
        using X509Chain chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
        chain.ChainPolicy.ExtraStore.Add(authority);
        if (!chain.Build(shown) || chain.ChainElements.Count == 0)
        {
            return false;
        }

        X509Certificate2 root = chain.ChainElements[chain.ChainElements.Count - 1].Certificate;
        return root.Thumbprint == authority.Thumbprint
            && shown.GetNameInfo(X509NameType.DnsName, false).Equals(_host, StringComparison.OrdinalIgnoreCase);
    }

    private void Receive(MqttApplicationMessageReceivedEventArgs message) =>
        _inbound.Add(message.ApplicationMessage.Topic, message.ApplicationMessage.Payload ?? Array.Empty<byte>());
}
