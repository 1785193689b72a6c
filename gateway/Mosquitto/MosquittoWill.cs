using System;

namespace Stethos.Mosquitto;

/// <summary>The message the broker publishes when the client disappears without saying goodbye.</summary>
/// <param name="Topic">Topic without wildcards.</param>
/// <param name="Payload">May be empty.</param>
/// <param name="Qos">QoS the broker publishes it with.</param>
/// <param name="Retain">The broker keeps it for later subscribers.</param>
public sealed record MosquittoWill(string Topic, ReadOnlyMemory<byte> Payload, MqttQos Qos, bool Retain);
