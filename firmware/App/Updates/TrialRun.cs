using Stethos.App.Supervision;
using Stethos.Hal;
using Stethos.Inference;
using Stethos.Protocol;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Shows the confirm gate how an image on trial fares: rounds of its loops, free memory, frames of sensors without a fault,
    /// its model's own vectors, the session with the broker and the gateway's answers.
    /// </summary>
    internal sealed class TrialRun
    {
        private readonly NodeState _state;
        private readonly IMemory _memory;
        private readonly ConfirmGate _gate;
        private readonly LoopCode[] _loops = { LoopCode.Capture, LoopCode.Link };
        private readonly long[] _beatMs = new long[2];
        private readonly bool _needsSensors;
        private readonly bool _needsGateway;
        private uint _frames;

        /// <summary><paramref name="health"/>: what the release has to show; <paramref name="model"/>: that on trial, if any.</summary>
        internal TrialRun(
            NodeState state, IClock clock, IMemory memory, HealthProfile health, bool hadContact, byte[]? model, int arenaBytes)
        {
            _state = state;
            _memory = memory;
            _needsSensors = health.NeedsSensors;
            _needsGateway = health.NeedsGateway;
            ConfirmLimits limits = new ConfirmLimits();
            limits.Loops = _loops.Length;
            limits.Beats = health.Beats;
            limits.HeapBytes = health.LowWaterBytes;
            limits.NeedsInference = model != null;
            limits.Readings = health.NeedsSensors ? limits.Readings : 0;
            limits.SoakMs = 1000L * health.SoakSeconds;
            limits.DeadlineMs = 1000L * health.DeadlineSeconds;
            _gate = new ConfirmGate(clock, limits, hadContact);
            if (model != null)
            {
                _gate.NoteInference(IsRight(model, arenaBytes));
            }
        }

        internal ConfirmGate Gate
        {
            get { return _gate; }
        }

        /// <summary>Looks once; what the gate says.</summary>
        internal ConfirmVerdictCode Step(bool hasAnswer)
        {
            NodeControl control = _state.Control;
            for (int i = 0; i < _loops.Length; i++)
            {
                long beatMs = control.Beats.LastMs(_loops[i]);
                if (beatMs != _beatMs[i])
                {
                    _gate.NoteBeat(i);
                    _beatMs[i] = beatMs;
                }
            }

            _gate.NoteHeap(_memory.LowWaterBytes);
            uint frames = _state.Counters[NodeCounters.FramesMade];
            if (_needsSensors && frames != _frames)
            {
                _gate.NoteReading(!control.IsSensorFaulty);
                _frames = frames;
            }

            if (control.LinkStatus == LinkStatusCode.Ok)
            {
                _gate.NoteBroker();
            }

            if (hasAnswer || !_needsGateway)
            {
                NoteAnswer();
            }

            return _gate.Check();
        }

        // Acknowledgements answer the frames of this boot alone, and the time in them the nonce of its state message.
        private void NoteAnswer()
        {
            if (!_gate.HasGateway)
            {
                byte[] nonce = new byte[ConfirmGate.NonceLength];
                _gate.Ask(nonce);
                _gate.NoteAnswer(nonce, 0);
            }
        }

        private static bool IsRight(byte[] blob, int arenaBytes)
        {
            Model model = new Model();
            return model.Prepare(blob, 0, blob.Length, arenaBytes, true) == ModelErrorCode.None
                && model.SelfTest() == ModelErrorCode.None;
        }
    }
}
