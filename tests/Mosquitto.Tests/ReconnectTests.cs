using System;

namespace Stethos.Mosquitto.Tests;

public sealed class ReconnectTests
{
    private const int SignalKill = 9;
    private const int SignalStop = 19;
    private const int SignalContinue = 18;

    [Fact]
    public void Client_comes_back_with_its_subscriptions_after_the_broker_was_killed()
    {
        using var broker = new LiveBroker();
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("phoenix"), "phoenix/#");
        Assert.Equal(0, RecordingClient.Next(client.Connects));

        Native.LibC.Kill(broker.Broker.ProcessId, SignalKill);

        Assert.NotEqual(MosquittoErrorCode.Success, RecordingClient.Next(client.Disconnects));
        Assert.Equal(0, RecordingClient.Next(client.Connects));
        Assert.Equal(("phoenix/#", true), RecordingClient.Next(client.Subscriptions));
        Assert.Equal(PublishResult.Ok, client.Publish("phoenix/1", "again"));
        Assert.Equal("again", RecordingClient.Next(client.Messages).Text);
        Assert.Equal(1, broker.Broker.RestartCount);
    }

    [Fact]
    public void Nobody_listening_is_reported_and_the_client_keeps_trying()
    {
        var options = new MosquittoOptions
        {
            ClientId = "lonely",
            Port = LiveBroker.FreePort(),
            ReconnectDelayMin = TimeSpan.FromMilliseconds(5),
        };
        using var client = new RecordingClient(options);
        client.Client.Connect();

        Assert.Equal(MosquittoErrorCode.SystemCall, RecordingClient.Next(client.Disconnects));
        Assert.Equal(MosquittoErrorCode.SystemCall, RecordingClient.Next(client.Disconnects));
        Assert.False(client.Client.IsConnected);
        Assert.Equal(PublishResult.NoConnection, client.Publish("lonely", "x"));
        Assert.Equal(0, client.Client.QueuedCount);
    }

    [Fact]
    public void Queue_is_bounded_while_the_broker_does_not_answer_and_drains_when_it_does()
    {
        using var broker = new LiveBroker();
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("full") with { MaxQueued = 2, MaxInFlight = 1 });
        Native.LibC.Kill(broker.Broker.ProcessId, SignalStop);

        Assert.Equal(PublishResult.Ok, client.Publish("full/1", "x"));
        Assert.Equal(PublishResult.Ok, client.Publish("full/2", "x"));
        Assert.Equal(PublishResult.QueueFull, client.Publish("full/3", "x"));

        Native.LibC.Kill(broker.Broker.ProcessId, SignalContinue);
        RecordingClient.Next(client.Publishes);
        RecordingClient.Next(client.Publishes);
        Assert.Equal(0, client.Client.QueuedCount);
        Assert.Equal(PublishResult.Ok, client.Publish("full/3", "x"));
    }

    [Fact]
    public void Unacknowledged_message_is_sent_again_to_the_restarted_broker()
    {
        using var broker = new LiveBroker();
        using RecordingClient client = RecordingClient.Connected(broker.ClientOptions("again"));
        Native.LibC.Kill(broker.Broker.ProcessId, SignalStop);
        client.Client.Publish("again/1", "x"u8, MqttQos.AtLeastOnce, retain: false, out int messageId);

        Native.LibC.Kill(broker.Broker.ProcessId, SignalKill);

        Assert.Equal(messageId, RecordingClient.Next(client.Publishes));
        Assert.Equal(1, broker.Broker.RestartCount);
    }
}
