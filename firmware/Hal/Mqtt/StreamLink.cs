using Stethos.Hal.Links;

namespace Stethos.Hal.Mqtt
{
    /// <summary>
    /// MQTT 3.1.1 on a stream without threads, queues or copies, for nodes that have no room for a client library: whoever calls
    /// does the work. Publishes and subscribes with QoS 1. What the broker has not answered when the connection goes is not sent
    /// again: clean sessions, and frames are repeated by the outbox until the gateway itself has acknowledged them. Allocates
    /// nothing after construction. One thread.
    /// </summary>
    public sealed class StreamLink : ILink
    {
        /// <summary>The broker gives the session up when it hears nothing for one and a half times this.</summary>
        public const int KeepAliveSeconds = 30;

        /// <summary>The broker's answer to connecting or to a ping has to come within this time.</summary>
        public const int AnswerMs = 10000;

        private const int QuietMs = KeepAliveSeconds * 1000 / 2;
        private const int PollMs = 20;

        // Ours are at most 96 long.
        private const int TopicBytes = 104;
        private const int WillRetainedQosOneClean = 0x2E;
        private const int ProtocolLevel = 4;
        private const int LastPacketId = 65535;
        private readonly IByteStream _stream;
        private readonly IClock _clock;
        private readonly TopicNames _topics;
        private readonly MqttWriter _writer;
        private readonly MqttReader _reader;
        private readonly int _inFlight;
        private int _unanswered;
        private int _packetId;
        private long _heardMs;
        private long _pingMs;
        private bool _isPinging;

        public StreamLink(IByteStream stream, IClock clock, StreamLinkSizes sizes)
        {
            _stream = stream;
            _clock = clock;
            _topics = new TopicNames(sizes.Topics);
            _writer = new MqttWriter(stream, sizes.TextBytes);
            _reader = new MqttReader(stream, sizes.InboundLength + TopicBytes);
            _inFlight = sizes.InFlight;
        }

        /// <inheritdoc/>
        public bool IsConnected { get; private set; }

        /// <summary>Messages on a topic that nobody subscribed; only grows.</summary>
        public uint Dropped { get; private set; }

        /// <inheritdoc/>
        public LinkStatusCode Connect(string clientId, string willTopic, string willText)
        {
            Lose();
            if (!_stream.Open())
            {
                return LinkStatusCode.Unreachable;
            }

            _reader.Reset();
            _unanswered = 0;
            _isPinging = false;
            _writer.Begin();
            _writer.Text("MQTT");
            _writer.Byte(ProtocolLevel);
            _writer.Byte(WillRetainedQosOneClean);
            _writer.Number(KeepAliveSeconds);
            _writer.Text(clientId);
            _writer.Text(willTopic);
            _writer.Text(willText);
            LinkStatusCode status = _writer.Send(MqttPacket.Connect);
            if (status == LinkStatusCode.Ok)
            {
                status = AwaitAnswer();
            }

            IsConnected = status == LinkStatusCode.Ok;
            if (!IsConnected)
            {
                _stream.Close();
            }

            return status == LinkStatusCode.NotConnected ? LinkStatusCode.Unreachable : status;
        }

        /// <inheritdoc/>
        public void Disconnect()
        {
            if (IsConnected)
            {
                _writer.Begin();
                _writer.Send(MqttPacket.Disconnect);
            }

            Lose();
        }

        /// <summary>Subscribes; a refusal of the broker comes later and ends the session.</summary>
        public LinkStatusCode Subscribe(string topic)
        {
            if (!IsConnected)
            {
                return LinkStatusCode.NotConnected;
            }

            if (!_topics.Add(topic))
            {
                return LinkStatusCode.Refused;
            }

            _writer.Begin();
            _writer.Number(NextId());
            _writer.Text(topic);
            _writer.Byte(1);
            return Ended(_writer.Send(MqttPacket.Subscribe));
        }

        /// <inheritdoc/>
        public LinkStatusCode Publish(string topic, byte[] payload, int offset, int count, bool retained)
        {
            if (!IsConnected)
            {
                return LinkStatusCode.NotConnected;
            }

            if (_unanswered >= _inFlight)
            {
                return LinkStatusCode.Busy;
            }

            _writer.Begin();
            _writer.Text(topic);
            _writer.Number(NextId());
            int first = MqttPacket.Publish | MqttPacket.QosOne | (retained ? MqttPacket.RetainFlag : 0);
            LinkStatusCode status = Ended(_writer.Send(first, payload, offset, count));
            _unanswered += status == LinkStatusCode.Ok ? 1 : 0;
            return status;
        }

        /// <inheritdoc/>
        public bool TryReceive(out string topic, byte[] buffer, out int length)
        {
            while (IsConnected && _reader.Next())
            {
                _heardMs = _clock.UptimeMs;
                _isPinging = false;
                if ((_reader.First & MqttPacket.KindMask) != MqttPacket.Publish)
                {
                    TakeAnswer();
                }
                else if (TakeMessage(out topic, buffer, out length))
                {
                    return true;
                }
            }

            KeepAlive();
            topic = "";
            length = 0;
            return false;
        }

        private LinkStatusCode AwaitAnswer()
        {
            long beganMs = _clock.UptimeMs;
            while (!_reader.Next())
            {
                if (_reader.IsBroken || _clock.UptimeMs - beganMs > AnswerMs)
                {
                    return LinkStatusCode.Unreachable;
                }

                _clock.Wait(PollMs);
            }

            _heardMs = _clock.UptimeMs;
            return _reader.First == MqttPacket.ConnectAnswer && _reader.Length == 2 && _reader.Body[1] == 0
                ? LinkStatusCode.Ok : LinkStatusCode.Refused;
        }

        private void TakeAnswer()
        {
            if (_reader.First == MqttPacket.PublishAnswer)
            {
                _unanswered -= _unanswered > 0 ? 1 : 0;
            }
            else if (_reader.First == MqttPacket.SubscribeAnswer
                && (_reader.Length != 3 || _reader.Body[2] == MqttPacket.SubscribeFailure))
            {
                Lose();
            }
        }

        // Topic, number of the packet with QoS 1, payload.
        private bool TakeMessage(out string topic, byte[] buffer, out int length)
        {
            topic = "";
            length = 0;
            byte[] body = _reader.Body;
            bool isAnswered = (_reader.First & MqttPacket.QosMask) == MqttPacket.QosOne;
            int topicLength = _reader.Kept < 2 ? TopicBytes : (body[0] << 8) | body[1];
            int at = 2 + topicLength + (isAnswered ? 2 : 0);
            if (topicLength >= TopicBytes || at > _reader.Kept)
            {
                // Longer than any topic of ours, or shorter than it says: no broker sends that.
                Lose();
                return false;
            }

            int place = Find(body, 2, topicLength);
            if (place >= 0)
            {
                topic = _topics.At(place);
                length = _reader.Length - at;
                int kept = _reader.Kept - at;
                System.Array.Copy(body, at, buffer, 0, kept < buffer.Length ? kept : buffer.Length);
            }

            Dropped += place < 0 ? 1u : 0u;
            if (isAnswered)
            {
                _writer.Begin();
                _writer.Number((body[at - 2] << 8) | body[at - 1]);
                Ended(_writer.Send(MqttPacket.PublishAnswer));
            }

            return place >= 0;
        }

        private int Find(byte[] text, int at, int length)
        {
            for (int place = 0; place < _topics.Count; place++)
            {
                string name = _topics.At(place);
                int same = name.Length == length ? 0 : length + 1;
                while (same < length && name[same] == (char)text[at + same])
                {
                    same++;
                }

                if (same == length)
                {
                    return place;
                }
            }

            return -1;
        }

        private void KeepAlive()
        {
            if (!IsConnected)
            {
                return;
            }

            long now = _clock.UptimeMs;
            if (_reader.IsBroken || (_isPinging && now - _pingMs > AnswerMs))
            {
                Lose();
            }
            else if (!_isPinging && now - _heardMs > QuietMs)
            {
                _isPinging = true;
                _pingMs = now;
                _writer.Begin();
                Ended(_writer.Send(MqttPacket.PingRequest));
            }
        }

        private int NextId()
        {
            _packetId = _packetId == LastPacketId ? 1 : _packetId + 1;
            return _packetId;
        }

        private LinkStatusCode Ended(LinkStatusCode status)
        {
            if (status == LinkStatusCode.NotConnected)
            {
                Lose();
            }

            return status;
        }

        private void Lose()
        {
            IsConnected = false;
            _stream.Close();
        }
    }
}
