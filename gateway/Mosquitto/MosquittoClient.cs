using System;
using System.Buffers;
using System.Text;
using System.Threading;
using Stethos.Mosquitto.Native;

namespace Stethos.Mosquitto;

/// <summary>
/// An MQTT 3.1.1 client over libmosquitto. Set the delegates, then call <see cref="Connect"/>; it keeps connecting until disposed.
/// <para>
/// All delegates run on the client's one network thread, so they must be short: while one runs, nothing is received or sent. Publishing
/// and subscribing from inside them is allowed. An exception from a delegate is counted and handed to <see cref="Error"/>.
/// The other members may be called from any thread.
/// </para>
/// <para>libmosquitto acknowledges a QoS 1 message before <see cref="OnMessage"/> runs: an MQTT acknowledgement proves no storage.</para>
/// </summary>
public sealed class MosquittoClient : IDisposable
{
    private const int MaxPayloadBytes = 268_435_455;
    private const int MaxTopicBytes = 65_535;
    private const int StackTopicBytes = 512;

    private readonly MosquittoOptions _options;
    private readonly ClientSession _session = new();
    private readonly ClientEvents _events;
    private NetworkThread? _network;
    private int _connectCalls;
    private int _disposed;

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="MosquittoException">libmosquitto1 is not installed.</exception>
    public MosquittoClient(MosquittoOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        MosquittoLibrary.EnsureInitialized();
        _options = options;
        _events = new ClientEvents(this, _session);
    }

    /// <summary>The broker answered: 0 accepted, 1 to 5 refused (MQTT 3.1.1 section 3.2.2.3).</summary>
    public Action<int>? OnConnect { get; set; }

    /// <summary>A connection ended or an attempt failed. A new attempt follows unless the client was disposed (code Success).</summary>
    public Action<MosquittoErrorCode>? OnDisconnect { get; set; }

    /// <summary>A message arrived. Nothing is allocated per message for topics seen before.</summary>
    public MosquittoMessageHandler? OnMessage { get; set; }

    /// <summary>
    /// The message with this identifier was written (QoS 0) or acknowledged (QoS 1, 2). May run before Publish has returned.
    /// </summary>
    public Action<int>? OnPublish { get; set; }

    /// <summary>The broker answered a subscription: topic filter, and whether it was granted.</summary>
    public Action<string, bool>? OnSubscribe { get; set; }

    /// <summary>Receives exceptions thrown by the other delegates and refused subscriptions.</summary>
    public Action<Exception>? Error { get; set; }

    public bool IsConnected => _session.IsConnected;

    /// <summary>Exceptions caught on the network thread since the start.</summary>
    public long ErrorCount => _events.ErrorCount;

    /// <summary>Messages published but not yet written (QoS 0) or acknowledged (QoS 1, 2).</summary>
    public int QueuedCount
    {
        get
        {
            lock (_session.Gate)
            {
                return _session.Publishes.Count;
            }
        }
    }

    /// <summary>Starts connecting and returns at once. Callable once.</summary>
    /// <exception cref="MosquittoException">The library refuses an option, for example an unreadable CA file.</exception>
    public void Connect()
    {
        ObjectDisposedException.ThrowIf(Volatile.Read(ref _disposed) != 0, this);
        if (Interlocked.Exchange(ref _connectCalls, 1) != 0)
        {
            throw new InvalidOperationException("Connect was called before; the client reconnects by itself");
        }

        _network = new NetworkThread(_options, _session, _events);
        try
        {
            _network.Start();
        }
        catch
        {
            _network = null;
            throw;
        }
    }

    /// <summary>Waits until connected; false when the time is over. Not to be called from a delegate.</summary>
    public bool WaitConnected(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        return _session.ConnectedEvent.Wait(timeout, cancellationToken);
    }

    /// <summary>
    /// Subscribes now or as soon as connected, and again after every reconnect (retained messages then come again).
    /// The answer comes through <see cref="OnSubscribe"/>.
    /// </summary>
    /// <exception cref="ArgumentException">The topic filter is malformed.</exception>
    /// <exception cref="MosquittoException">The library refuses for another reason.</exception>
    public void Subscribe(string topicFilter, MqttQos qos)
    {
        ArgumentException.ThrowIfNullOrEmpty(topicFilter);
        if (topicFilter.Contains('\0', StringComparison.Ordinal) || LibMosquitto.SubTopicCheck(topicFilter) != 0)
        {
            throw new ArgumentException($"'{topicFilter}' is not an MQTT topic filter", nameof(topicFilter));
        }

        MosquittoLibrary.ThrowIfFailed(_session.Subscribe(topicFilter, qos), $"subscribing to '{topicFilter}'");
    }

    /// <inheritdoc cref="Publish(string, ReadOnlySpan{byte}, MqttQos, bool, out int)"/>
    public PublishResult Publish(string topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain)
    {
        return Publish(topic, payload, qos, retain, out _);
    }

    /// <summary>Hands a message to the library, which copies it; never waits for the network.</summary>
    /// <param name="topic">Without wildcards.</param>
    /// <param name="payload">May be empty; empty and retained deletes the retained message.</param>
    /// <param name="qos">0 to 2.</param>
    /// <param name="retain">The broker keeps the message for later subscribers.</param>
    /// <param name="messageId">The identifier <see cref="OnPublish"/> will name; 0 unless the result is Ok.</param>
    public PublishResult Publish(string topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain, out int messageId)
    {
        ArgumentNullException.ThrowIfNull(topic);
        messageId = 0;
        if (payload.Length > MaxPayloadBytes)
        {
            return PublishResult.TooLarge;
        }

        int maxTopicBytes = Encoding.UTF8.GetMaxByteCount(topic.Length) + 1;
        byte[]? rented = maxTopicBytes <= StackTopicBytes ? null : ArrayPool<byte>.Shared.Rent(maxTopicBytes);
        Span<byte> topicBytes = rented ?? stackalloc byte[StackTopicBytes];
        try
        {
            int length = Encoding.UTF8.GetBytes(topic, topicBytes);
            topicBytes[length] = 0;
            bool invalid = length is 0 or > MaxTopicBytes || topicBytes[..length].Contains((byte)0);
            return invalid ? PublishResult.InvalidTopic : PublishEncoded(topicBytes, payload, qos, retain, out messageId);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<byte>.Shared.Return(rented);
            }
        }
    }

    /// <summary>
    /// Writes what is queued, disconnects (the will is not published) and frees the library's client. Waits for the network thread unless
    /// called from a delegate. Unacknowledged messages are dropped.
    /// </summary>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _network?.Stop();
        }
    }

    private unsafe PublishResult PublishEncoded(
        ReadOnlySpan<byte> topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain, out int messageId)
    {
        messageId = 0;
        lock (_session.Gate)
        {
            if (_session.Client == 0 || !_session.IsConnected)
            {
                return PublishResult.NoConnection;
            }

            if (_session.Publishes.Count >= _options.MaxQueued)
            {
                return PublishResult.QueueFull;
            }

            int id = 0;
            int code;
            fixed (byte* topicPointer = topic, payloadPointer = payload)
            {
                code = LibMosquitto.Publish(_session.Client, &id, topicPointer, payload.Length, payloadPointer, (int)qos, retain);
            }

            PublishResult result = ResultOf(code, qos);
            if (result == PublishResult.Ok)
            {
                messageId = id;
                _session.Publishes.Add(id, qos);
            }

            return result;
        }
    }

    private static PublishResult ResultOf(int code, MqttQos qos)
    {
        return (MosquittoErrorCode)code switch
        {
            MosquittoErrorCode.Success => PublishResult.Ok,

            // The connection broke a moment ago. The library has dropped a QoS 0 message but keeps the others and sends them later.
            MosquittoErrorCode.NoConnection => qos == MqttQos.AtMostOnce ? PublishResult.NoConnection : PublishResult.Ok,
            MosquittoErrorCode.PayloadSize or MosquittoErrorCode.OversizePacket => PublishResult.TooLarge,
            MosquittoErrorCode.InvalidArgument or MosquittoErrorCode.MalformedUtf8 => PublishResult.InvalidTopic,
            _ => PublishResult.Failed,
        };
    }
}
