using System;
using System.Security.Cryptography.X509Certificates;
using nanoFramework.M2Mqtt;
using nanoFramework.M2Mqtt.Exceptions;
using nanoFramework.M2Mqtt.Messages;
using Stethos.Hal.Links;

namespace Stethos.Hal.NanoFramework.Links
{
    /// <summary>
    /// MQTT 3.1.1 over TCP or TLS 1.2. One client for all sessions, because it frees its threads only when it connects
    /// again. What arrives on its threads waits in a ring made at start. Sending copies the payload, because the client
    /// keeps the array it is given until the broker has answered.
    /// </summary>
    public sealed class MqttLink : ILink
    {
        private const ushort KeepAliveSeconds = 30;
        private readonly MqttClient _client;
        private readonly CertificateClock? _dates;
        private readonly TopicNames _topics;
        private readonly InboundRing _inbound;
        private readonly MqttQoSLevel[] _level = new MqttQoSLevel[] { MqttQoSLevel.AtLeastOnce };

        public MqttLink(MqttLinkOptions options)
        {
            _topics = new TopicNames(options.Topics);
            _inbound = new InboundRing(options.InboundSlots, options.InboundLength, _topics);
            X509Certificate? authority = options.Authority == null ? null : new X509Certificate(options.Authority);
            bool secure = authority != null;
            _dates = authority == null ? null : new CertificateClock(authority);
            _client = new MqttClient(
                options.Host, options.Port, secure, authority, null, secure ? MqttSslProtocols.TLSv1_2 : MqttSslProtocols.None);
            _client.ProtocolVersion = MqttProtocolVersion.Version_3_1_1;
            _client.Settings.InflightQueueSize = options.InFlight;
            _client.MqttMsgPublishReceived += Receive;
        }

        /// <inheritdoc/>
        public bool IsConnected
        {
            get { return _client.IsConnected; }
        }

        /// <summary>Messages from the gateway that found no room; only grows.</summary>
        public uint Dropped
        {
            get { return _inbound.Dropped; }
        }

        /// <inheritdoc/>
        public LinkStatusCode Connect(string clientId, string willTopic, string willText)
        {
            _inbound.Clear();
            try
            {
                if (_dates != null)
                {
                    _dates.Prepare();
                }

                MqttReasonCode answer = _client.Connect(
                    clientId, null, null, true, MqttQoSLevel.AtLeastOnce, true, willTopic, willText, true, KeepAliveSeconds);
                return answer == MqttReasonCode.Success ? LinkStatusCode.Ok : LinkStatusCode.Refused;
            }
            catch (Exception)
            {
                if (_dates != null)
                {
                    _dates.Refused();
                }

                _client.Close();
                return LinkStatusCode.Unreachable;
            }
        }

        /// <inheritdoc/>
        public void Disconnect()
        {
            try
            {
                _client.Disconnect();
            }
            catch (Exception)
            {
                // The session is gone already; closing frees what is left of it.
            }

            _client.Close();
        }

        /// <inheritdoc/>
        public LinkStatusCode Subscribe(string topic)
        {
            if (!_client.IsConnected)
            {
                return LinkStatusCode.NotConnected;
            }

            if (!_topics.Add(topic))
            {
                return LinkStatusCode.Refused;
            }

            try
            {
                // The client keeps the array until a thread of its own sends it: one used again would subscribe the last topic only.
                _client.Subscribe(new string[] { topic }, _level);
                return LinkStatusCode.Ok;
            }
            catch (Exception)
            {
                return LinkStatusCode.NotConnected;
            }
        }

        /// <inheritdoc/>
        public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
        {
            if (!_client.IsConnected)
            {
                return LinkStatusCode.NotConnected;
            }

            byte[] message = new byte[count];
            Array.Copy(payload, offset, message, 0, count);
            try
            {
                _client.Publish(topic, message, null, null, MqttQoSLevel.AtLeastOnce, retained);
                return LinkStatusCode.Ok;
            }
            catch (MqttClientException)
            {
                return LinkStatusCode.Busy;
            }
            catch (Exception)
            {
                return LinkStatusCode.NotConnected;
            }
        }

        /// <inheritdoc/>
        public bool TryReceive(out string topic, byte[] buffer, out int length)
        {
            return _inbound.TryTake(out topic, buffer, out length);
        }

        private void Receive(object sender, MqttMsgPublishEventArgs e)
        {
            _inbound.Add(e.Topic, e.Message);
        }
    }
}
