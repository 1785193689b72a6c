using System;

namespace Stethos.Mosquitto;

/// <summary>A received message. <see cref="Payload"/> is libmosquitto's memory and ends with the callback.</summary>
public readonly ref struct MosquittoMessage
{
    internal MosquittoMessage(string topic, ReadOnlySpan<byte> payload, MqttQos qos, bool retain)
    {
        Topic = topic;
        Payload = payload;
        Qos = qos;
        Retain = retain;
    }

    /// <summary>Topic; the same string instance for the same topic while it stays in the client's cache.</summary>
    public string Topic { get; }

    public ReadOnlySpan<byte> Payload { get; }

    public MqttQos Qos { get; }

    /// <summary>True when the broker sent a kept message because of a new subscription.</summary>
    public bool Retain { get; }
}
