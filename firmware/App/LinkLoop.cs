using System;
using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>
    /// Keeps the session with the broker, sends what the outbox holds and frees it when the gateway says it is
    /// durable. Reconnects with doubling, jittered pauses of 0.25 to 30 s. Runs on its own thread, because connecting
    /// may block; one <see cref="Step"/> after another.
    /// </summary>
    public sealed class LinkLoop
    {
        /// <summary>A frame without acknowledgement is sent again after this time.</summary>
        public const int ResendMs = 10000;

        /// <summary>Topics a node subscribes at most, the two of updates included: a link needs room for as many.</summary>
        public const int MostTopics = 5;

        private const int FirstPauseMs = 250;
        private const int LongestPauseMs = 30000;
        private const int StatePeriodMs = 30000;
        private const int FramesPerStep = 32;
        private const int ChunksPerStep = 4;

        // Longest message from the gateway.
        private const int MaxInbound = 256;
        private readonly ILink _link;
        private readonly IRandom _random;
        private readonly NodeClock _clock;
        private readonly NodeState _state;
        private readonly NodeControl _control;
        private readonly StatePublisher _publisher;
        private readonly BurstPublisher _bursts;
        private readonly string _deviceText;
        private readonly string _frameTopic;
        private readonly string _ackTopic;
        private readonly string _commandTopic;
        private readonly string _burstTopic;
        private readonly string _configurationTopic;

        // One message at a time, received or to be sent: all of it is done on this loop's thread, and nobody keeps it.
        private readonly byte[] _message;
        private readonly MessageReader _reader = new MessageReader();
        private readonly Acknowledgement _acknowledgement = new Acknowledgement();
        private readonly Command _command = new Command();
        private bool _wasConnected;
        private bool _isDescribed;
        private long _nextConnectMs;
        private int _pauseMs = FirstPauseMs;
        private long _nextStateMs;

        public LinkLoop(
            NodeConfiguration configuration, ICapture[] captures, ILink link, IRandom random, NodeClock clock,
            NodeState state)
        {
            _link = link;
            _random = random;
            _clock = clock;
            _state = state;
            _control = state.Control;
            _deviceText = DeviceId.ToText(configuration.Device, 0);
            _frameTopic = TopicOf(configuration, Topics.Frames);
            _ackTopic = TopicOf(configuration, Topics.Acknowledgements);
            _commandTopic = TopicOf(configuration, Topics.Commands);
            _configurationTopic = TopicOf(configuration, Topics.Configurations);
            _burstTopic = TopicOf(configuration, Topics.Bursts);
            _message = new byte[LongestMessage(state)];
            CborWriter writer = new CborWriter();
            _publisher = new StatePublisher(
                configuration, captures, state, TopicOf(configuration, Topics.State), _message, writer);
            _bursts = new BurstPublisher(configuration, state, _burstTopic, _message, writer);
        }

        /// <summary>One turn: connect when due, take what arrived, send what is due.</summary>
        public void Step()
        {
            _control.Beats.Beat(LoopCode.Link, _clock.UptimeMs);
            if (!_link.IsConnected)
            {
                if (_wasConnected)
                {
                    _wasConnected = false;
                    _control.LinkStatus = LinkStatusCode.Unreachable;
                    _state.Counters[NodeCounters.LinkFaults]++;
                    Postpone();
                }

                TryConnect();
                return;
            }

            Receive();
            if (_clock.UptimeMs >= _nextStateMs)
            {
                PublishState();
            }

            if (!_isDescribed)
            {
                _isDescribed = _publisher.Describe(_link);
            }

            // Before the frames, which take every place in flight as long as there is a backlog.
            if (_state.Updates != null)
            {
                _state.Updates.Send(_link, _message);
            }

            SendFrames();
            INodeExtension? extension = _state.Extension;
            int chunks = 0;
            while (chunks < ChunksPerStep && (_bursts.SendChunk(_link) || (extension != null && extension.Send(_link, _burstTopic))))
            {
                chunks++;
            }

        }

        private static string TopicOf(NodeConfiguration configuration, string channel)
        {
            return Topics.Of(
                configuration.Site, configuration.Gateway, DeviceId.ToText(configuration.Device, 0), channel);
        }

        private static int LongestMessage(NodeState state)
        {
            int length = Math.Max(StateMessage.MaxLength, BurstPublisher.LengthFor(state.Burst));
            length = Math.Max(length, state.Extension == null ? 0 : DescriptionWriter.MaxLength);
            length = Math.Max(length, state.Updates == null ? 0 : state.Updates.LongestMessage);
            return Math.Max(length, Math.Max(Outbox.MaxSlotLength, MaxInbound));
        }

        private void TryConnect()
        {
            if (_clock.UptimeMs < _nextConnectMs)
            {
                return;
            }

            LinkStatusCode status = _link.Connect(_deviceText, _publisher.Topic, StateMessage.OfflineText);
            if (status == LinkStatusCode.Ok)
            {
                status = _link.Subscribe(_ackTopic);
            }

            if (status == LinkStatusCode.Ok)
            {
                status = _link.Subscribe(_commandTopic);
            }

            if (status == LinkStatusCode.Ok)
            {
                status = _link.Subscribe(_configurationTopic);
            }

            if (status == LinkStatusCode.Ok && _state.Updates != null)
            {
                status = _state.Updates.Subscribe(_link);
            }

            _control.LinkStatus = status;
            if (status != LinkStatusCode.Ok)
            {
                _link.Disconnect();
                Postpone();
                return;
            }

            _wasConnected = true;
            _pauseMs = FirstPauseMs;
            _state.Counters[NodeCounters.LinkConnects]++;
            _state.Outbox.ForgetSent();
            PublishState();
            _isDescribed = _publisher.Describe(_link);
        }

        // Half fixed, half random: 200 nodes that lost the broker together do not come back together.
        private void Postpone()
        {
            _nextConnectMs = _clock.UptimeMs + _pauseMs / 2 + _random.Next(_pauseMs / 2 + 1);
            _pauseMs = _pauseMs * 2 < LongestPauseMs ? _pauseMs * 2 : LongestPauseMs;
        }

        private void PublishState()
        {
            if (_publisher.Publish(_link, _clock))
            {
                _nextStateMs = _clock.UptimeMs + StatePeriodMs;
            }
        }

        private void Receive()
        {
            string topic;
            int length;
            while (_link.TryReceive(out topic, _message, out length))
            {
                if (_state.Updates != null && _state.Updates.Take(topic, _message, length))
                {
                    continue;
                }

                if (length > MaxInbound)
                {
                    Refuse();
                }
                else if (topic == _ackTopic)
                {
                    TakeAcknowledgement(length);
                }
                else if (topic == _commandTopic)
                {
                    TakeCommand(length);
                }
                else if (topic == _configurationTopic && _control.Keeper != null)
                {
                    _control.Keeper.Take(_message, 0, length);
                }
            }
        }

        private void TakeAcknowledgement(int length)
        {
            if (_acknowledgement.Read(_message, 0, length, _reader) != FrameErrorCode.None)
            {
                Refuse();
                return;
            }

            TakeTime();
            int freed = _state.Outbox.Acknowledge(_acknowledgement);
            _state.Counters[NodeCounters.FramesAcknowledged] += (uint)freed;
            if (freed > 0 && _acknowledgement.Boot == _state.Boot && (_control.Time == null || _control.Time.IsAnswered))
            {
                _control.NoteRoundTrip(_clock.UptimeMs);
            }
        }

        private void TakeCommand(int length)
        {
            if (_command.Read(_message, 0, length, _reader) != FrameErrorCode.None)
            {
                Refuse();
                return;
            }

            switch (_command.Code)
            {
                case CommandCode.SendBurst:
                    _state.Burst.Want(_command.Id, _command.Sensor, _command.Samples);
                    break;
                case CommandCode.SendState:
                    // Asked by a gateway that was away: what was sent meanwhile may have reached nobody.
                    _state.Outbox.ForgetSent();
                    PublishState();
                    if (_state.Updates != null)
                    {
                        _state.Updates.Tell();
                    }

                    break;
                case CommandCode.Identify:
                    _control.Identify(_command.Samples, _clock.UptimeMs);
                    break;
                default:
                    if (_state.Extension == null || !_state.Extension.TakeCommand(_command))
                    {
                        Refuse();
                    }

                    break;
            }
        }

        private void TakeTime()
        {
            _control.NoteAnswer(_clock.UptimeMs);
            if (_control.Time != null)
            {
                _control.Time.Take(_acknowledgement);
            }
            else if (_clock.Set(_acknowledgement.TimeMs))
            {
                _control.Errors.Count(NodeErrorCode.ClockJumped);
            }
        }

        private void Refuse()
        {
            _state.Counters[NodeCounters.MessagesRefused]++;
            _control.Errors.Count(NodeErrorCode.MessageRefused);
        }

        // Live first: the newest frame goes ahead of the backlog, then the backlog from its oldest end.
        private void SendFrames()
        {
            for (int i = 0; i < FramesPerStep; i++)
            {
                bool resent;
                int length = _state.Outbox.Take(i == 0, _clock.UptimeMs, ResendMs, _message, out resent);
                if (length == 0)
                {
                    if (i == 0)
                    {
                        continue;
                    }

                    return;
                }

                if (_link.Publish(_frameTopic, _message, 0, length, false) != LinkStatusCode.Ok)
                {
                    _state.Outbox.PutBack();
                    return;
                }

                if (resent)
                {
                    _state.Counters[NodeCounters.FramesResent]++;
                }
            }
        }
    }
}
