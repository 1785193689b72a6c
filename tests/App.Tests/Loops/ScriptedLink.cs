using System;
using System.Collections.Generic;
using Stethos.Hal;

namespace Stethos.App.Tests.Loops;

/// <summary>
/// A link that does what the test says, answer by answer: what is published is kept in order, what is to be received is
/// put in by the test, and the session goes up and down as the test says. One thread.
/// </summary>
internal sealed class ScriptedLink : ILink
{
    private readonly Queue<(string Topic, byte[] Payload)> _inbound = [];

    /// <inheritdoc/>
    public bool IsConnected { get; private set; }

    /// <summary>What <see cref="Connect"/> answers.</summary>
    public LinkStatusCode ConnectResult { get; set; } = LinkStatusCode.Ok;

    /// <summary>What <see cref="Subscribe"/> answers.</summary>
    public LinkStatusCode SubscribeResult { get; set; } = LinkStatusCode.Ok;

    /// <summary>What <see cref="Publish"/> answers while connected; null takes everything.</summary>
    public Func<string, LinkStatusCode>? PublishResult { get; set; }

    /// <summary>Calls of <see cref="Connect"/>, failed ones included.</summary>
    public int ConnectCalls { get; private set; }

    public string ClientId { get; private set; } = "";

    public string WillTopic { get; private set; } = "";

    public string WillText { get; private set; } = "";

    /// <summary>Topics subscribed to in this session.</summary>
    public List<string> Subscriptions { get; } = [];

    /// <summary>What was published and taken, in order.</summary>
    public List<(string Topic, byte[] Payload, bool Retained)> Published { get; } = [];

    /// <summary>Puts a message where <see cref="TryReceive"/> finds it.</summary>
    public void Deliver(string topic, byte[] payload) => _inbound.Enqueue((topic, payload));

    /// <summary>Ends the session without the node's doing; what was not yet received is lost.</summary>
    public void Break()
    {
        IsConnected = false;
        Subscriptions.Clear();
        _inbound.Clear();
    }

    /// <inheritdoc/>
    public LinkStatusCode Connect(string clientId, string willTopic, string willText)
    {
        ConnectCalls++;
        ClientId = clientId;
        WillTopic = willTopic;
        WillText = willText;
        IsConnected = ConnectResult == LinkStatusCode.Ok;
        return ConnectResult;
    }

    /// <inheritdoc/>
    public void Disconnect() => Break();

    /// <inheritdoc/>
    public LinkStatusCode Subscribe(string topic)
    {
        if (IsConnected && SubscribeResult == LinkStatusCode.Ok)
        {
            Subscriptions.Add(topic);
        }

        return IsConnected ? SubscribeResult : LinkStatusCode.NotConnected;
    }

    /// <inheritdoc/>
    public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
    {
        var status = !IsConnected ? LinkStatusCode.NotConnected : PublishResult?.Invoke(topic) ?? LinkStatusCode.Ok;
        if (status == LinkStatusCode.Ok)
        {
            Published.Add((topic, payload.AsSpan(offset, count).ToArray(), retained));
        }

        return status;
    }

    /// <inheritdoc/>
    public bool TryReceive(out string topic, byte[] buffer, out int length)
    {
        topic = "";
        length = 0;
        if (!_inbound.TryDequeue(out var message))
        {
            return false;
        }

        topic = message.Topic;
        length = message.Payload.Length;
        message.Payload.AsSpan(0, Math.Min(length, buffer.Length)).CopyTo(buffer);
        return true;
    }
}
