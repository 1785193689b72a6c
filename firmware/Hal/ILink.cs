namespace Stethos.Hal
{
    /// <summary>
    /// A connection to the site's broker (MQTT 3.1.1). Never calls back: what arrives waits in a bounded queue until
    /// <see cref="TryReceive"/> takes it. QoS 1 hand-over is not durability; the protocol's own acknowledgement is.
    /// </summary>
    public interface ILink
    {
        /// <summary>True while the broker session is up.</summary>
        bool IsConnected { get; }

        /// <summary>
        /// Connects with a clean session and waits for the broker's answer.
        /// <paramref name="willText"/> is published, retained, by the broker when the link dies.
        /// </summary>
        LinkStatusCode Connect(string clientId, string willTopic, string willText);

        /// <summary>Closes the session in an orderly way; the will is not published.</summary>
        void Disconnect();

        /// <summary>Subscribes to one topic (no wildcards) at QoS 1.</summary>
        LinkStatusCode Subscribe(string topic);

        /// <summary>Queues one message for sending; the buffer may be reused on return.</summary>
        LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained);

        /// <summary>
        /// Takes the oldest message that arrived, if any. <paramref name="length"/> may exceed the buffer, then only
        /// the first bytes are copied.
        /// </summary>
        bool TryReceive(out string topic, byte[] buffer, out int length);
    }
}
