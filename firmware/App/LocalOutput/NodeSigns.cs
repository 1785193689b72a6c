using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.LocalOutput
{
    /// <summary>Turns the state of the node into a lamp code and the relay. One thread.</summary>
    public sealed class NodeSigns
    {
        // A few frames always wait for their acknowledgement.
        private const int BacklogFrames = 32;
        private const int StartingMs = 3000;
        private readonly NodeState _state;
        private readonly NodeControl _control;
        private readonly LedPlayer? _lamp;
        private readonly RelayOutput? _relay;
        private readonly long _linkAlarmMs;
        private bool _isAlarmed;

        /// <summary><paramref name="linkAlarmMs"/>: without answer for longer is an alarm; 0 = never.</summary>
        public NodeSigns(NodeState state, SupervisorHal hal, long linkAlarmMs)
        {
            _state = state;
            _control = state.Control;
            _lamp = hal.Lamp == null ? null : new LedPlayer(hal.Lamp);
            _relay = hal.Relay == null ? null : new RelayOutput(hal.Relay);
            _linkAlarmMs = linkAlarmMs;
        }

        /// <summary>What the lamp shows, whether there is one or not.</summary>
        public LedCode Lamp { get; private set; }

        public bool IsRelayOn
        {
            get { return _relay != null && _relay.IsOn; }
        }

        /// <summary><paramref name="isAlive"/>: every loop comes round in time.</summary>
        public void Step(long nowMs, bool isAlive)
        {
            bool isAlarmed = IsAlarmed(nowMs);
            if (isAlarmed && !_isAlarmed)
            {
                _control.Errors.Count(NodeErrorCode.LinkAlarm);
            }

            _isAlarmed = isAlarmed;
            bool isMachineAlarmed = _state.Gate != null && _state.Gate.IsAlarmed(nowMs);
            Lamp = Choose(nowMs, isMachineAlarmed);
            if (_lamp != null)
            {
                _lamp.Step(Lamp, nowMs);
            }

            if (_relay != null)
            {
                _relay.Step(isAlive && !isAlarmed && !isMachineAlarmed && StartCheck.Captures(_control.Mode), nowMs);
            }
        }

        private bool IsAlarmed(long nowMs)
        {
            long answered = _control.LastAnswerMs;
            return _linkAlarmMs > 0 && nowMs - (answered < 0 ? 0 : answered) > _linkAlarmMs;
        }

        // What a technician has to know first comes first.
        private LedCode Choose(long nowMs, bool isMachineAlarmed)
        {
            if (_control.IsIdentifying(nowMs))
            {
                return LedCode.Identify;
            }

            if (!StartCheck.Captures(_control.Mode))
            {
                return LedCode.SafeMode;
            }

            if (nowMs < StartingMs)
            {
                return LedCode.Starting;
            }

            if (isMachineAlarmed)
            {
                return LedCode.MachineAlarm;
            }

            if (_isAlarmed)
            {
                return LedCode.Alarm;
            }

            if (_control.LinkStatus != LinkStatusCode.Ok)
            {
                return _control.LinkStatus == LinkStatusCode.NotConnected ? LedCode.JoiningNetwork : LedCode.NoBroker;
            }

            return _control.IsSensorFaulty ? LedCode.SensorFault
                : _state.Outbox.Depth > BacklogFrames ? LedCode.BacklogDraining
                : LedCode.Streaming;
        }
    }
}
