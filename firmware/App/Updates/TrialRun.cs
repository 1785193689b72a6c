using Stethos.App.Supervision;
using Stethos.Crypto;
using Stethos.Hal;
using Stethos.Inference;
using Stethos.Protocol;
using Stethos.Update.Boot;
using Stethos.Update.Manifests;

namespace Stethos.App.Updates
{
    /// <summary>
    /// Shows the confirm gate how an image on trial fares: rounds of its loops, free memory, readings of sensors without a fault,
    /// its model's answers to known inputs, the network, and frames of this boot that reached the gateway's store.
    /// </summary>
    internal sealed class TrialRun
    {
        // A short deadline shows a loop that stands still, too.
        private const int StallParts = 4;
        private readonly NodeState _state;
        private readonly IMemory _memory;
        private readonly ConfirmGate _gate;
        private readonly LoopCode[] _loops = { LoopCode.Capture, LoopCode.Link };
        private readonly long[] _beatMs = new long[2];
        private readonly bool _needsSensors;
        private readonly bool _needsGateway;
        private int _readings;

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
            limits.NeedsInference = model != null || health.GoldenLength > 0;
            limits.Readings = health.NeedsSensors ? limits.Readings : 0;
            limits.SoakMs = 1000L * health.SoakSeconds;
            limits.DeadlineMs = 1000L * health.DeadlineSeconds;
            limits.StallMs = limits.DeadlineMs / StallParts < limits.StallMs ? limits.DeadlineMs / StallParts : limits.StallMs;
            _gate = new ConfirmGate(clock, limits, hadContact);
            if (limits.NeedsInference)
            {
                _gate.NoteInference(model != null && IsRight(model, health, arenaBytes));
            }
        }

        internal ConfirmGate Gate
        {
            get { return _gate; }
        }

        /// <summary>Looks once; what the gate says.</summary>
        internal ConfirmVerdictCode Step()
        {
            NodeControl control = _state.Control;
            if (_state.IsModelRefused)
            {
                _gate.NoteInference(false);
            }

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
            int readings = control.Readings;
            if (_needsSensors && readings != _readings)
            {
                _gate.NoteReading(!control.IsSensorFaulty);
                _readings = readings;
            }

            // NotConnected: nothing was tried yet, because the network is not joined.
            if (control.LinkStatus != LinkStatusCode.NotConnected)
            {
                _gate.NoteNetwork();
            }

            if (control.LastRoundTripMs >= 0 || !_needsGateway)
            {
                _gate.NoteGateway();
            }

            return _gate.Check();
        }

        // The blob's own vectors, and, where the manifest names it, what the owner saw them give.
        private static bool IsRight(byte[] blob, HealthProfile health, int arenaBytes)
        {
            byte[] digest = new byte[Sha256.DigestLength];
            if (GoldenInference.Compute(blob, arenaBytes, digest) != ModelErrorCode.None)
            {
                return false;
            }

            return SecretBytes.AreEqual(digest, 0, health.GoldenDigest, 0, health.GoldenLength);
        }
    }
}
