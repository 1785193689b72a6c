using System;
using System.Collections.Generic;

namespace Stethos.Hal.Virtual.Signals
{
    /// <summary>
    /// A pulse sensor at the shaft of a generated machine: an edge whenever a mark of the shaft passes. Back door: channel 0
    /// holds the speed in Hz, 0 stops the shaft; its angle goes on from where it was. One thread.
    /// </summary>
    public sealed class VirtualPulseInput : IPulseInput, IVirtualPart
    {
        private readonly IClock _clock;
        private readonly MachineGenerator _machine;
        private readonly VirtualPulseOptions _options;
        private readonly Queue<long> _ring = new Queue<long>();
        private readonly ulong _jitterSeed;
        private readonly float[] _jitter = new float[1];
        private double _heldHz = double.NaN;
        private bool _isRunning;
        private double _turns;
        private double _atSeconds;
        private long _pulses;

        /// <summary>The clock's uptime times the edges; the machine says how fast the shaft turns.</summary>
        public VirtualPulseInput(IClock clock, MachineGenerator machine, VirtualPulseOptions options)
        {
            ArgumentNullException.ThrowIfNull(clock);
            ArgumentNullException.ThrowIfNull(machine);
            ArgumentNullException.ThrowIfNull(options);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.PulsesPerTurn, 1);
            ArgumentOutOfRangeException.ThrowIfLessThan(options.RingEdges, 1);
            _clock = clock;
            _machine = machine;
            _options = options;
            _jitterSeed = GaussianNoise.Mix(options.Seed, 60);
            _atSeconds = clock.UptimeMs / 1000.0;
        }

        /// <inheritdoc/>
        public long NowUs => _clock.UptimeMs * 1000;

        /// <inheritdoc/>
        public int LostEdges { get; private set; }

        /// <inheritdoc/>
        public int ChannelCount => 1;

        private double SpeedHz => double.IsNaN(_heldHz) ? _machine.Parameters.ShaftHz : _heldHz;

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            Turn();
            _ring.Clear();
            LostEdges = 0;
            _isRunning = _options.StartResult == BusStatusCode.Ok;
            return _options.StartResult;
        }

        /// <inheritdoc/>
        public void Stop()
        {
            Turn();
            _isRunning = false;
        }

        /// <inheritdoc/>
        public int Take(long[] timesUs, int offset, int count)
        {
            ArgumentNullException.ThrowIfNull(timesUs);
            Turn();
            int taken = 0;
            while (taken < count && _ring.Count > 0)
            {
                timesUs[offset + taken++] = _ring.Dequeue();
            }

            return taken;
        }

        /// <inheritdoc/>
        public void SetChannel(int channel, double value)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            Turn();
            _heldHz = value;
        }

        /// <inheritdoc/>
        public void GetRange(int channel, out double lower, out double upper, out double epsilon)
        {
            ArgumentOutOfRangeException.ThrowIfNotEqual(channel, 0);
            lower = 0.55;
            upper = 100;

            // Half a millihertz of rounding, and two edges' errors in the shortest stretch, one second at 100 Hz.
            epsilon = 0.0006 + (upper * 2e-6 * (1 + (6 * _options.JitterUs)));
        }

        /// <summary>The shaft turns up to now.</summary>
        private void Turn()
        {
            double now = _clock.UptimeMs / 1000.0;
            double speed = SpeedHz;
            double turns = _turns + (speed * (now - _atSeconds));
            for (double due = Mark(_pulses + 1); due <= turns && speed > 0; due = Mark(_pulses + 1))
            {
                _pulses++;
                Pulse(_atSeconds + ((due - _turns) / speed));
            }

            _turns = turns;
            _atSeconds = now;
        }

        private double Mark(long pulse) => (pulse + (pulse % 2 == 0 ? 0 : _options.UnevenMarks)) / _options.PulsesPerTurn;

        private void Pulse(double seconds)
        {
            if (!_isRunning || (_options.MissEvery > 0 && _pulses % _options.MissEvery == 0))
            {
                return;
            }

            GaussianNoise.Fill(_jitterSeed, _pulses, (float)_options.JitterUs, _jitter, 0, 1);
            double edgeUs = (seconds * 1e6) + _jitter[0];
            Push(edgeUs);
            if (_options.GlitchEvery > 0 && _pulses % _options.GlitchEvery == 0)
            {
                Push(edgeUs + _options.GlitchAfterUs);
            }
        }

        private void Push(double edgeUs)
        {
            if (_ring.Count == _options.RingEdges)
            {
                _ring.Dequeue();
                LostEdges++;
            }

            _ring.Enqueue((long)Math.Round(edgeUs));
        }
    }
}
