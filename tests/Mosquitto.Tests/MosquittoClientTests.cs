using System;
using System.Text;
using System.Threading;

namespace Stethos.Mosquitto.Tests;

public sealed class MosquittoClientTests(LiveBroker broker) : IClassFixture<LiveBroker>
{
    [Theory]
    [InlineData(MqttQos.AtMostOnce)]
    [InlineData(MqttQos.AtLeastOnce)]
    public void Message_makes_the_round_trip(MqttQos qos)
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("round"), "round/+");
        PublishResult result = client.Client.Publish("round/trip", "payload"u8, qos, retain: false, out int messageId);

        Assert.Equal(PublishResult.Ok, result);
        Assert.Equal(("round/trip", "payload", qos, false), RecordingClient.Next(client.Messages));
        Assert.Equal(messageId, RecordingClient.Next(client.Publishes));
        Assert.Equal(0, client.Client.QueuedCount);
    }

    [Fact]
    public void Topic_and_payload_may_be_any_text_and_empty()
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("text"), "text/#");
        string longTopic = "text/" + new string('ü', 400);
        client.Publish(longTopic, "");
        client.Publish("text/Wälzlager", "größer");

        Assert.Equal((longTopic, "", MqttQos.AtLeastOnce, false), RecordingClient.Next(client.Messages));
        Assert.Equal(("text/Wälzlager", "größer", MqttQos.AtLeastOnce, false), RecordingClient.Next(client.Messages));
    }

    [Fact]
    public void Retained_message_reaches_a_later_subscriber()
    {
        using RecordingClient writer = RecordingClient.Connected(broker.ClientOptions("retain-writer"));
        writer.Publish("retain/state", "kept", retain: true);
        RecordingClient.Next(writer.Publishes);

        using RecordingClient reader = RecordingClient.Connected(broker.ClientOptions("retain-reader"), "retain/state");

        Assert.Equal(("retain/state", "kept", MqttQos.AtLeastOnce, true), RecordingClient.Next(reader.Messages));
    }

    [Fact]
    public void Will_is_published_when_the_connection_is_taken_away()
    {
        using RecordingClient watcher = RecordingClient.Connected(broker.ClientOptions("will-watcher"), "will/taken");
        MosquittoOptions options = broker.ClientOptions("will-taken") with
        {
            Will = new MosquittoWill("will/taken", Encoding.UTF8.GetBytes("gone"), MqttQos.AtLeastOnce, Retain: true),
            ReconnectDelayMin = TimeSpan.FromMinutes(10),
            ReconnectDelayMax = TimeSpan.FromMinutes(10),
        };
        using RecordingClient victim = RecordingClient.Connected(options);
        using RecordingClient thief = RecordingClient.Connected(broker.ClientOptions("will-taken"));

        Assert.Equal("gone", RecordingClient.Next(watcher.Messages).Text);
        Assert.Equal(MosquittoErrorCode.ConnectionLost, RecordingClient.Next(victim.Disconnects));
    }

    [Fact]
    public void Disposing_delivers_what_was_published_and_does_not_cause_the_will()
    {
        using RecordingClient watcher = RecordingClient.Connected(broker.ClientOptions("bye-watcher"), "bye/#");
        MosquittoOptions options = broker.ClientOptions("bye") with
        {
            Will = new MosquittoWill("bye/will", Encoding.UTF8.GetBytes("gone"), MqttQos.AtLeastOnce, Retain: false),
        };
        RecordingClient leaver = RecordingClient.Connected(options);
        leaver.Publish("bye/last", "last words", MqttQos.AtMostOnce);
        leaver.Dispose();

        Assert.Equal("last words", RecordingClient.Next(watcher.Messages).Text);
        Assert.Equal(MosquittoErrorCode.Success, RecordingClient.Next(leaver.Disconnects));

        // The broker has handled the goodbye before it handles this: had there been a will, it would come first.
        using RecordingClient successor = RecordingClient.Connected(broker.ClientOptions("bye"));
        successor.Publish("bye/successor", "after");
        Assert.Equal("bye/successor", RecordingClient.Next(watcher.Messages).Topic);
        Assert.Equal(PublishResult.NoConnection, leaver.Publish("bye/late", "too late"));
    }

    [Fact]
    public void Exception_in_a_delegate_is_counted_and_surfaces_and_the_next_message_still_arrives()
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("faulty"), "faulty/#");
        MosquittoMessageHandler record = client.Client.OnMessage!;
        client.Client.OnMessage = (in MosquittoMessage message) =>
        {
            if (message.Topic == "faulty/bad")
            {
                throw new InvalidOperationException("bad handler");
            }

            record(message);
        };
        client.Publish("faulty/bad", "");
        client.Publish("faulty/good", "");

        Assert.Equal("bad handler", RecordingClient.Next(client.Errors).Message);
        Assert.Equal("faulty/good", RecordingClient.Next(client.Messages).Topic);
        Assert.Equal(1, client.Client.ErrorCount);
    }

    [Fact]
    public void Exception_in_the_error_delegate_is_counted_too()
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("hopeless"), "hopeless/#");
        client.Client.Error = _ => throw new InvalidOperationException("bad error handler");
        client.Client.OnPublish = _ => throw new InvalidOperationException("bad publish handler");
        client.Publish("hopeless/one", "still here");

        Assert.Equal("still here", RecordingClient.Next(client.Messages).Text);
        SpinWait.SpinUntil(() => client.Client.ErrorCount == 2, LiveBroker.Patience);
        Assert.Equal(2, client.Client.ErrorCount);
    }

    [Fact]
    public void Publishing_and_subscribing_inside_delegates_is_allowed()
    {
        using var client = new RecordingClient(broker.ClientOptions("echo"));
        MosquittoMessageHandler record = client.Client.OnMessage!;
        client.Client.OnConnect = _ => client.Client.Subscribe("echo/#", MqttQos.AtLeastOnce);
        client.Client.OnSubscribe = (_, _) => client.Publish("echo/request", "ping");
        client.Client.OnMessage = (in MosquittoMessage message) =>
        {
            record(message);
            if (message.Topic == "echo/request")
            {
                client.Publish("echo/answer", "pong");
            }
        };
        client.Client.Connect();

        Assert.Equal("echo/request", RecordingClient.Next(client.Messages).Topic);
        Assert.Equal(("echo/answer", "pong", MqttQos.AtLeastOnce, false), RecordingClient.Next(client.Messages));
    }

    [Fact]
    public void Disposing_inside_a_delegate_ends_the_client()
    {
        using var client = new RecordingClient(broker.ClientOptions("suicide"));
        client.Client.OnConnect = _ => client.Client.Dispose();
        client.Client.Connect();

        Assert.Equal(MosquittoErrorCode.Success, RecordingClient.Next(client.Disconnects));
        Assert.False(client.Client.IsConnected);
    }

    [Fact]
    public void Subscription_made_before_connecting_is_sent_on_connect()
    {
        using var client = new RecordingClient(broker.ClientOptions("early"));
        client.Client.Subscribe("early/a", MqttQos.AtLeastOnce);
        client.Client.Subscribe("early/b", MqttQos.AtLeastOnce);
        client.Client.Connect();

        Assert.Equal(("early/a", true), RecordingClient.Next(client.Subscriptions));
        Assert.Equal(("early/b", true), RecordingClient.Next(client.Subscriptions));
    }

    [Fact]
    public void Known_topic_is_received_without_allocating()
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("lean"), "lean/#");
        using var done = new ManualResetEventSlim();
        const int WarmUp = 200;
        const int Total = 1200;
        int count = 0;
        long payloadBytes = 0;
        long allocatedBefore = 0;
        long allocated = -1;
        client.Client.OnPublish = null;
        client.Client.OnMessage = (in MosquittoMessage message) =>
        {
            count++;
            payloadBytes += message.Payload.Length + message.Topic.Length;
            if (count == WarmUp)
            {
                allocatedBefore = GC.GetAllocatedBytesForCurrentThread();
            }
            else if (count == Total)
            {
                allocated = GC.GetAllocatedBytesForCurrentThread() - allocatedBefore;
                done.Set();
            }
        };
        byte[] payload = new byte[140];
        for (int i = 0; i < Total; i++)
        {
            Assert.Equal(PublishResult.Ok, client.Client.Publish("lean/é/1", payload, MqttQos.AtLeastOnce, retain: false));
        }

        Assert.True(done.Wait(LiveBroker.Patience));
        Assert.Equal(Total * (140L + 8), payloadBytes);
        Assert.Equal(0, allocated);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a/+")]
    [InlineData("a/#")]
    [InlineData("a\0b")]
    public void Publishing_to_an_impossible_topic_is_refused(string topic)
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("impossible"));

        Assert.Equal(PublishResult.InvalidTopic, client.Publish(topic, "x"));
    }

    [Theory]
    [InlineData("a/#/b")]
    [InlineData("a+")]
    [InlineData("a\0b")]
    public void Malformed_topic_filter_is_refused(string topicFilter)
    {
        using var client = new MosquittoClient(broker.ClientOptions("malformed"));

        ArgumentException error = Assert.Throws<ArgumentException>(() => client.Subscribe(topicFilter, MqttQos.AtLeastOnce));
        Assert.Contains("not an MQTT topic filter", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unreadable_authority_file_is_named()
    {
        using var client = new MosquittoClient(broker.ClientOptions("tls") with { TlsCaFile = "absent-ca.pem" });

        MosquittoException error = Assert.Throws<MosquittoException>(client.Connect);
        Assert.Contains("absent-ca.pem", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Connecting_twice_is_a_programmer_error()
    {
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("twice"));

        Assert.Throws<InvalidOperationException>(client.Client.Connect);
    }
}
