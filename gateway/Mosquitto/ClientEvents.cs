using System;
using System.Runtime.InteropServices;
using System.Threading;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto;

/// <summary>
/// Turns library callbacks into the client's delegates, on the network thread. Nothing escapes from here into native code: an exception
/// is counted and handed to <see cref="MosquittoClient.Error"/>.
/// </summary>
internal sealed class ClientEvents(MosquittoClient owner, ClientSession session)
{
    private const int TopicCacheCapacity = 8192;

    private readonly TopicCache _topics = new(TopicCacheCapacity);
    private long _errorCount;

    public long ErrorCount => Interlocked.Read(ref _errorCount);

    /// <summary>Messages that have arrived. Network thread only.</summary>
    public long ReceivedCount { get; private set; }

    /// <summary>The end of the current attempt or connection has been reported. Network thread only.</summary>
    public bool EndReported { get; set; }

    /// <summary>The broker accepted since this was last reset. Network thread only.</summary>
    public bool WasAccepted { get; set; }

    public void Connected(nint client, int reasonCode)
    {
        try
        {
            if (reasonCode == 0)
            {
                WasAccepted = true;
                MosquittoLibrary.ThrowIfFailed(session.Open(client), "subscriptions could not be sent");
            }
        }
        catch (Exception exception)
        {
            Report(exception);
        }

        try
        {
            owner.OnConnect?.Invoke(reasonCode);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public void Disconnected(int code)
    {
        EndReported = true;
        try
        {
            session.Close();
            owner.OnDisconnect?.Invoke((MosquittoErrorCode)code);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public void Published(int messageId)
    {
        try
        {
            session.Published(messageId);
            owner.OnPublish?.Invoke(messageId);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public unsafe void Received(NativeMessage* message)
    {
        ReceivedCount++;
        try
        {
            MosquittoMessageHandler? handler = owner.OnMessage;
            if (handler is not null)
            {
                string topic = _topics.Get(MemoryMarshal.CreateReadOnlySpanFromNullTerminated(message->Topic));
                var payload = new ReadOnlySpan<byte>(message->Payload, message->PayloadLength);
                handler(new MosquittoMessage(topic, payload, (MqttQos)message->Qos, message->Retain != 0));
            }
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public void Subscribed(int messageId, int granted)
    {
        try
        {
            string? topicFilter = session.SubscriptionAnswered(messageId);
            if (topicFilter is null)
            {
                return;
            }

            if (granted == SubscriptionLedger.Refused)
            {
                Report(new MosquittoException(
                    MosquittoErrorCode.SubscriptionRefused, $"the broker refused the subscription to '{topicFilter}'"));
            }

            owner.OnSubscribe?.Invoke(topicFilter, granted != SubscriptionLedger.Refused);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    public void Report(Exception exception)
    {
        Interlocked.Increment(ref _errorCount);
        try
        {
            owner.Error?.Invoke(exception);
        }
        catch (Exception)
        {
            // The handler of last resort failed too: it is counted, and there is nobody left to tell.
            Interlocked.Increment(ref _errorCount);
        }
    }
}
