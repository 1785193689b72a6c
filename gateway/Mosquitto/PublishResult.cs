namespace Stethos.Mosquitto;

/// <summary>What became of a message handed to <c>MosquittoClient.Publish</c>.</summary>
public enum PublishResult
{
    /// <summary>
    /// Taken over by the library. QoS 1 and 2 messages are repeated after a reconnect until acknowledged, as long as the client lives.
    /// </summary>
    Ok = 0,

    /// <summary>There is no connection; nothing was kept.</summary>
    NoConnection = 1,

    /// <summary><see cref="MosquittoOptions.MaxQueued"/> messages wait for the network or an acknowledgement; nothing was kept.</summary>
    QueueFull = 2,

    /// <summary>The payload is larger than MQTT allows (268,435,455 bytes); nothing was kept.</summary>
    TooLarge = 3,

    /// <summary>The topic is empty, has a wildcard, or is longer than 65,535 bytes; nothing was kept.</summary>
    InvalidTopic = 4,

    /// <summary>The library refused for another reason (out of memory, client disposed); nothing was kept.</summary>
    Failed = 5,
}
