using Stethos.App.Configuration;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Supervision
{
    /// <summary>
    /// What the loops and the supervisor tell each other: errors, beats, reports, how the link stands, whether somebody
    /// looks for the node. A node without supervisor has one too.
    /// </summary>
    public sealed class NodeControl
    {
        private const int DefaultIdentifySeconds = 30;
        private readonly object _sync = new object();
        private long _identifyUntilMs;
        private long _lastAnswerMs = -1;
        private long _lastRoundTripMs = -1;
        private int _readings;
        private int _featuresMs;
        private LinkStatusCode _linkStatus = LinkStatusCode.NotConnected;
        private int _faultySensors;

        public NodeControl()
        {
            Errors = new ErrorCounters();
            Beats = new LoopBeats();
            Reports = new ReportBox();
            Mode = NodeModeCode.Normal;
        }

        public ErrorCounters Errors { get; }

        public LoopBeats Beats { get; }

        public ReportBox Reports { get; }

        /// <summary>What the node is able to do; set before the loops start, and once more when a trial has ended.</summary>
        public NodeModeCode Mode { get; set; }

        /// <summary>Null on a node that cannot be configured.</summary>
        public ConfigurationKeeper? Keeper { get; set; }

        /// <summary>Null on a node that takes any time.</summary>
        public GatewayTime? Time { get; set; }

        /// <summary>How the session with the broker stands; NotConnected = there is no network, or nothing was tried yet.</summary>
        public LinkStatusCode LinkStatus
        {
            get
            {
                lock (_sync)
                {
                    return _linkStatus;
                }
            }

            set
            {
                lock (_sync)
                {
                    _linkStatus = value;
                }
            }
        }

        /// <summary>The last window of a sensor had a fault, or its part does not start.</summary>
        public bool IsSensorFaulty
        {
            get
            {
                lock (_sync)
                {
                    return _faultySensors != 0;
                }
            }
        }

        /// <summary>Uptime at which the last acknowledgement came in this boot, ms; -1 = none yet.</summary>
        public long LastAnswerMs
        {
            get
            {
                lock (_sync)
                {
                    return _lastAnswerMs;
                }
            }
        }

        /// <summary>
        /// Uptime at which the gateway, having proved that it is the gateway, last freed a frame made in this boot, ms; -1 = never.
        /// </summary>
        public long LastRoundTripMs
        {
            get
            {
                lock (_sync)
                {
                    return _lastRoundTripMs;
                }
            }
        }

        /// <summary>Windows and pictures of sensors without a fault in this boot.</summary>
        public int Readings
        {
            get
            {
                lock (_sync)
                {
                    return _readings;
                }
            }
        }

        /// <summary>A frame made in this boot went to the gateway's store, and word of it came back.</summary>
        public void NoteRoundTrip(long uptimeMs)
        {
            lock (_sync)
            {
                _lastRoundTripMs = uptimeMs;
            }
        }

        /// <summary>An acknowledgement came, of whatever frames.</summary>
        public void NoteAnswer(long uptimeMs)
        {
            lock (_sync)
            {
                _lastAnswerMs = uptimeMs;
            }

            if (Keeper != null)
            {
                Keeper.NoteAnswer();
                Mode = Mode == NodeModeCode.Trial && !Keeper.IsOnTrial ? NodeModeCode.Normal : Mode;
            }
        }

        /// <summary>How a sensor (0 to 30) is.</summary>
        public void NoteSensor(int sensor, bool isWell)
        {
            lock (_sync)
            {
                int bit = 1 << sensor;
                _faultySensors = isWell ? _faultySensors & ~bit : _faultySensors | bit;
                _readings += isWell && _readings < int.MaxValue ? 1 : 0;
            }
        }

        /// <summary>Somebody looks for the node; 0 s = 30 s.</summary>
        public void Identify(int seconds, long uptimeMs)
        {
            lock (_sync)
            {
                _identifyUntilMs = uptimeMs + 1000L * (seconds == 0 ? DefaultIdentifySeconds : seconds);
            }
        }

        public bool IsIdentifying(long uptimeMs)
        {
            lock (_sync)
            {
                return uptimeMs < _identifyUntilMs;
            }
        }

        /// <summary>A window's features took this long.</summary>
        public void NoteFeatures(long milliseconds)
        {
            lock (_sync)
            {
                if (milliseconds > _featuresMs)
                {
                    _featuresMs = milliseconds > 65535 ? 65535 : (int)milliseconds;
                }
            }
        }

        /// <summary>Longest computation of features since the call before, ms.</summary>
        public int TakeFeaturesMs()
        {
            lock (_sync)
            {
                int longest = _featuresMs;
                _featuresMs = 0;
                return longest;
            }
        }
    }
}
