namespace Stethos.Mosquitto;

/// <summary>MQTT quality of service (MQTT 3.1.1 section 4.3).</summary>
public enum MqttQos
{
    /// <summary>QoS 0: sent once, never repeated, never acknowledged.</summary>
    AtMostOnce = 0,

    /// <summary>QoS 1: acknowledged by the broker; may arrive more than once.</summary>
    AtLeastOnce = 1,

    /// <summary>QoS 2: four-way handshake; arrives once.</summary>
    ExactlyOnce = 2,
}
