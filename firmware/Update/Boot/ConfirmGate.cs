using System;
using Stethos.Hal;

namespace Stethos.Update.Boot
{
    /// <summary>
    /// Gathers what an image on trial proves and says when it may be confirmed or has to be rolled back. The gateway's silence
    /// alone accuses the image only when the image before had it and this one reached neither broker nor gateway; then the
    /// trial lasts on, up to a limit, so that a gateway that is down does not roll back a whole site. One thread.
    /// </summary>
    public sealed class ConfirmGate
    {
        public const int NonceLength = 8;

        private readonly IClock _clock;
        private readonly ConfirmLimits _limits;
        private readonly bool _hadContact;
        private readonly int[] _beats;
        private readonly byte[] _nonce = new byte[NonceLength];
        private readonly long _startMs;
        private int _readings;
        private bool _isAsked;
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
            _startMs = clock.UptimeMs;
        }

        /// <summary>The gateway has answered a question of this trial.</summary>
        public bool HasGateway { get; private set; }

        /// <summary>The broker took a session of this trial.</summary>
        public bool HasBroker { get; private set; }

        /// <summary>Why <see cref="Check"/> said roll back, or what it still waits for.</summary>
        public UpdateReasonCode Reason { get; private set; }

        /// <summary>A loop came round.</summary>
        public void NoteBeat(int loop)
        {
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

        public void NoteBroker()
        {
            HasBroker = true;
        }

        /// <summary>The node asks the gateway with this nonce (8 bytes), an earlier one counts no more.</summary>
        public void Ask(byte[] nonce)
        {
            Array.Copy(nonce, 0, _nonce, 0, NonceLength);
            _isAsked = true;
        }

        /// <summary>The gateway answered, authenticated by the caller; counts only with the nonce that was asked.</summary>
        public bool NoteAnswer(byte[] nonce, int offset)
        {
            bool isRight = _isAsked && LittleEndian.AreEqual(nonce, offset, _nonce, 0, NonceLength);
            HasGateway |= isRight;
            return isRight;
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
                if (_beats[i] < _limits.Beats)
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
            if (age < _limits.DeadlineMs || (age < _limits.GatewayLimitMs && (HasBroker || !_hadContact)))
            {
                return ConfirmVerdictCode.Wait;
            }

            if (HasBroker || !_hadContact)
            {
                Reason = UpdateReasonCode.TrialOverdue;
            }

            return ConfirmVerdictCode.RollBack;
        }
    }
}
