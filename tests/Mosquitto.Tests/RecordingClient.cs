using System;
using System.Collections.Concurrent;
using System.Text;

namespace Stethos.Mosquitto.Tests;

/// <summary>A client that records everything that happens to it.</summary>
public sealed class RecordingClient : IDisposable
{
    public RecordingClient(MosquittoOptions options)
    {
        Client = new MosquittoClient(options)
        {
            OnConnect = Connects.Add,
            OnDisconnect = Disconnects.Add,
            OnPublish = Publishes.Add,
            OnSubscribe = (filter, granted) => Subscriptions.Add((filter, granted)),
            OnMessage = Record,
            Error = Errors.Add,
        };
    }

    public MosquittoClient Client { get; }

    public BlockingCollection<int> Connects { get; } = [];

    public BlockingCollection<MosquittoErrorCode> Disconnects { get; } = [];

    public BlockingCollection<int> Publishes { get; } = [];

    public BlockingCollection<(string Filter, bool Granted)> Subscriptions { get; } = [];

    public BlockingCollection<(string Topic, string Text, MqttQos Qos, bool Retain)> Messages { get; } = [];

    public BlockingCollection<Exception> Errors { get; } = [];

    public static T Next<T>(BlockingCollection<T> events)
    {
        Assert.True(events.TryTake(out T? next, LiveBroker.Patience), "the awaited event did not come");
        return next;
    }

    public static RecordingClient Connected(MosquittoOptions options, string? topicFilter = null)
    {
        var client = new RecordingClient(options);
        client.Client.Connect();
        Assert.True(client.Client.WaitConnected(LiveBroker.Patience), "the client did not connect");
        if (topicFilter is not null)
        {
            client.Client.Subscribe(topicFilter, MqttQos.AtLeastOnce);
            Assert.Equal((topicFilter, true), Next(client.Subscriptions));
        }

        return client;
    }

    public PublishResult Publish(string topic, string text, MqttQos qos = MqttQos.AtLeastOnce, bool retain = false)
    {
        return Client.Publish(topic, Encoding.UTF8.GetBytes(text), qos, retain);
    }

    public void Dispose()
    {
        Client.Dispose();
    }

    private void Record(in MosquittoMessage message)
    {
        Messages.Add((message.Topic, Encoding.UTF8.GetString(message.Payload), message.Qos, message.Retain));
    }
}
