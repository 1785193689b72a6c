using System;
using Stethos.Edge;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App.Edge
{
    /// <summary>
    /// The model on the node: scores the bytes of every frame as the gateway will get them and writes the verdict into them.
    /// When asked to, it leaves out windows without news and counts them in the next one; only scored, calm windows are ever
    /// left out. A fault that begins is worth its raw samples: the burst is offered without being asked for. With the gateway
    /// away, enough faulty windows are a local alarm. Capture's thread, but for <see cref="IsAlarmed"/>.
    /// </summary>
    public sealed class EdgeGate : IWindowGate
    {
        /// <summary>Id of a burst that nobody asked for.</summary>
        public const uint OwnBurst = 0;

        private readonly object _sync = new object();
        private readonly EdgeScorer _scorer;
        private readonly EdgeOptions _options;
        private readonly NodeState _state;
        private readonly EdgeMemory[] _memories;
        private readonly FeatureFrame _frame = new FeatureFrame();
        private readonly MessageReader _reader = new MessageReader();
        private readonly EdgeVerdict _verdict = new EdgeVerdict();
        private bool _isMachineAlarmed;

        /// <summary>Throws when the options are out of range. The scorer must have a model.</summary>
        public EdgeGate(EdgeScorer scorer, EdgeOptions options, NodeState state, int sensors)
        {
            if (!options.IsValid || scorer.Name == 0)
            {
                throw new ArgumentException();
            }

            _scorer = scorer;
            _options = options;
            _state = state;
            _memories = new EdgeMemory[sensors];
            for (int i = 0; i < sensors; i++)
            {
                _memories[i] = new EdgeMemory(options);
            }
        }

        /// <summary>Windows without news are left out.</summary>
        public bool IsGating
        {
            get { return _options.IsGating; }
        }

        /// <summary>Windows left out in this boot.</summary>
        public long SuppressedWindows { get; private set; }

        /// <inheritdoc/>
        public int Judge(int sensor, byte[] frame, int length, long nowMs)
        {
            if (_frame.Read(frame, 0, length, _reader) != FrameErrorCode.None)
            {
                return length;
            }

            EdgeMemory memory = _memories[sensor];
            bool isScored = _scorer.Score(_frame, _verdict);
            if (isScored)
            {
                Note(sensor, memory, EdgeScorer.FaultOf(_verdict));
                if (_options.IsGating && memory.IsNoNews(_verdict, _frame.Quality))
                {
                    memory.Suppressed++;
                    SuppressedWindows++;
                    return 0;
                }
            }

            _verdict.Suppressed = memory.Suppressed;
            int grown = _verdict.Append(frame, length, _reader);
            memory.Sent(_verdict, _frame.Quality);
            return grown == 0 ? length : grown;
        }

        /// <inheritdoc/>
        public bool IsAlarmed(long nowMs)
        {
            lock (_sync)
            {
                if (!_isMachineAlarmed)
                {
                    return false;
                }
            }

            long answeredMs = _state.Control.LastAnswerMs;
            return _state.Control.LinkStatus != LinkStatusCode.Ok || nowMs - (answeredMs < 0 ? 0 : answeredMs) > _options.SilenceMs;
        }

        private void Note(int sensor, EdgeMemory memory, int fault)
        {
            memory.Note(fault);
            if (memory.IsBeginning)
            {
                _state.Burst.Want(OwnBurst, sensor, 0);
            }

            bool isAlarmed = false;
            for (int i = 0; i < _memories.Length; i++)
            {
                isAlarmed |= _memories[i].IsAlarmed;
            }

            lock (_sync)
            {
                _isMachineAlarmed = isAlarmed;
            }
        }
    }
}
