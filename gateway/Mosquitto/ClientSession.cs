using System.Collections.Generic;
using System.Threading;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto;

/// <summary>
/// What the network thread and the user's threads share. Lock order: libmosquitto's callback lock, then <see cref="Gate"/>, then
/// libmosquitto's queue locks; that is why no user code runs under the gate.
/// </summary>
internal sealed class ClientSession
{
    public Lock Gate { get; } = new();

    /// <summary>Stays set while connected.</summary>
    public ManualResetEventSlim ConnectedEvent { get; } = new(false);

    public PublishLedger Publishes { get; } = new();

    public SubscriptionLedger Subscriptions { get; } = new();

    /// <summary>The library's client, 0 before <c>Connect</c> and after the end. Written under the gate.</summary>
    public nint Client { get; set; }

    public bool IsConnected => ConnectedEvent.IsSet;

    /// <summary>Marks the connection as usable and sends the wanted subscriptions.</summary>
    public int Open(nint client)
    {
        lock (Gate)
        {
            ConnectedEvent.Set();
            int firstError = 0;
            foreach (KeyValuePair<string, MqttQos> wanted in Subscriptions.Wanted)
            {
                int code = SendSubscribeLocked(client, wanted.Key, wanted.Value);
                firstError = firstError == 0 ? code : firstError;
            }

            return firstError;
        }
    }

    public void Close()
    {
        lock (Gate)
        {
            ConnectedEvent.Reset();
            Publishes.ConnectionEnded();
            Subscriptions.ConnectionEnded();
        }
    }

    public void Published(int messageId)
    {
        lock (Gate)
        {
            Publishes.Remove(messageId);
        }
    }

    public string? SubscriptionAnswered(int messageId)
    {
        lock (Gate)
        {
            return Subscriptions.Answered(messageId);
        }
    }

    public int Subscribe(string topicFilter, MqttQos qos)
    {
        lock (Gate)
        {
            Subscriptions.Want(topicFilter, qos);
            return Client != 0 && IsConnected ? SendSubscribeLocked(Client, topicFilter, qos) : 0;
        }
    }

    private unsafe int SendSubscribeLocked(nint client, string topicFilter, MqttQos qos)
    {
        int messageId;
        int code = LibMosquitto.Subscribe(client, &messageId, topicFilter, (int)qos);
        if (code == 0)
        {
            Subscriptions.Sent(messageId, topicFilter);
        }

        // Lost in this moment: the next connect sends it again.
        return (MosquittoErrorCode)code == MosquittoErrorCode.NoConnection ? 0 : code;
    }
}
