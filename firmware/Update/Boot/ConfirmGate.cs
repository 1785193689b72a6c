using Stethos.Hal;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// Gathers what an image on trial proves and says when it may be confirmed or has to be rolled back. The gateway's silence
    /// accuses the image only when the image before had it and this one has not even a network; else the trial lasts on, up to a
    /// limit, so that a gateway that is down, with or without its broker, does not roll back a whole site. One thread.
    /// </summary>
    public sealed class ConfirmGate
    {
        private readonly IClock _clock;
        private readonly ConfirmLimits _limits;
        private readonly bool _hadContact;
        private readonly int[] _beats;
        private readonly long[] _beatMs;
        private readonly long _startMs;
        private int _readings;
        private bool _isInferenceRight;
        private bool _isInferenceWrong;
        private bool _isHeapLow;

        /// <summary>The trial begins now. <paramref name="hadContact"/> is what the boot record says of the image before.</summary>
        public ConfirmGate(IClock clock, ConfirmLimits limits, bool hadContact)
        {
            _clock = clock;
            _limits = limits;
            _hadContact = hadContact;
            _beats = new int[limits.Loops];
            _beatMs = new long[limits.Loops];
            _startMs = clock.UptimeMs;
        }

        /// <summary>The gateway has taken a frame of this trial and answered a nonce of it.</summary>
        public bool HasGateway { get; private set; }

        /// <summary>The node was on the network in this trial.</summary>
        public bool HasNetwork { get; private set; }

        /// <summary>Why <see cref="Check"/> said roll back, or what it still waits for.</summary>
        public UpdateReasonCode Reason { get; private set; }

        /// <summary>A loop came round.</summary>
        public void NoteBeat(int loop)
        {
            _beatMs[loop] = _clock.UptimeMs;
            if (_beats[loop] < int.MaxValue)
            {
                _beats[loop]++;
            }
        }

        public void NoteHeap(long freeBytes)
        {
            _isHeapLow |= freeBytes < _limits.HeapBytes;
        }

        /// <summary>The model answered the known input; a wrong answer is never forgiven.</summary>
        public void NoteInference(bool isExpected)
        {
            _isInferenceRight |= isExpected;
            _isInferenceWrong |= !isExpected;
        }

        public void NoteReading(bool isInRange)
        {
            if (isInRange && _readings < int.MaxValue)
            {
                _readings++;
            }
        }

        /// <summary>The link was able to try for the broker, whether or not it reached it.</summary>
        public void NoteNetwork()
        {
            HasNetwork = true;
        }

        /// <summary>
        /// A frame made in this trial went to the gateway and its answer, to a nonce of this trial, came back; the caller has seen to
        /// both.
        /// </summary>
        public void NoteGateway()
        {
            HasGateway = true;
        }

        /// <summary>To be called every second or so.</summary>
        public ConfirmVerdictCode Check()
        {
            long age = _clock.UptimeMs - _startMs;
            if (_isInferenceWrong || _isHeapLow)
            {
                Reason = _isHeapLow ? UpdateReasonCode.HeapLow : UpdateReasonCode.WrongInference;
                return ConfirmVerdictCode.RollBack;
            }

            Reason = MissingHere();
            if (Reason != UpdateReasonCode.None)
            {
                return age < _limits.DeadlineMs ? ConfirmVerdictCode.Wait : ConfirmVerdictCode.RollBack;
            }

            return HasGateway ? Soaked(age) : Silent(age);
        }

        private UpdateReasonCode MissingHere()
        {
            for (int i = 0; i < _beats.Length; i++)
            {
                bool isStanding = i < _limits.WatchedLoops && _clock.UptimeMs - _beatMs[i] > _limits.StallMs;
                if (_beats[i] < _limits.Beats || (isStanding && _limits.Beats > 0))
                {
                    return UpdateReasonCode.LoopSilent;
                }
            }

            if (_limits.NeedsInference && !_isInferenceRight)
            {
                return UpdateReasonCode.WrongInference;
            }

            return _readings < _limits.Readings ? UpdateReasonCode.SensorOutOfRange : UpdateReasonCode.None;
        }

        private ConfirmVerdictCode Soaked(long age)
        {
            return age < _limits.SoakMs ? ConfirmVerdictCode.Wait : ConfirmVerdictCode.Confirm;
        }

        private ConfirmVerdictCode Silent(long age)
        {
            Reason = UpdateReasonCode.GatewaySilent;
            if (age < _limits.DeadlineMs || (age < _limits.GatewayLimitMs && (HasNetwork || !_hadContact)))
            {
                return ConfirmVerdictCode.Wait;
            }

            if (HasNetwork || !_hadContact)
            {
                Reason = UpdateReasonCode.TrialOverdue;
            }

            return ConfirmVerdictCode.RollBack;
        }
    }
}
