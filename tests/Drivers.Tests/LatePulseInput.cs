using Stethos.Hal;
using Stethos.Hal.Virtual;

namespace Stethos.Drivers.Tests
{
    /// <summary>Edges of a steady shaft, each timed when the node gets to it: at once, or when a stall ends.</summary>
    internal sealed class LatePulseInput : IPulseInput
    {
        private readonly VirtualClock _clock;
        private readonly double _periodMs;
        private readonly int _stallMs;
        private readonly int _everyMs;
        private int _taken;

        public LatePulseInput(VirtualClock clock, double hz, int stallMs, int everyMs)
        {
            _clock = clock;
            _periodMs = 1000 / hz;
            _stallMs = stallMs;
            _everyMs = everyMs;
        }

        /// <inheritdoc/>
        public long NowUs => _clock.UptimeMs * 1000;

        /// <inheritdoc/>
        public int LostEdges => 0;

        /// <summary>Whether no handler runs now.</summary>
        public bool IsStalled => Timed(_clock.UptimeMs) > _clock.UptimeMs;

        /// <inheritdoc/>
        public BusStatusCode Start() => BusStatusCode.Ok;

        /// <inheritdoc/>
        public void Stop()
        {
        }

        /// <inheritdoc/>
        public int Take(long[] timesUs, int offset, int count)
        {
            int taken = 0;
            double timed = Timed((_taken + 1) * _periodMs);
            while (taken < count && timed <= _clock.UptimeMs)
            {
                timesUs[offset + taken++] = (long)(timed * 1000);
                _taken++;
                timed = Timed((_taken + 1) * _periodMs);
            }

            return taken;
        }

        private double Timed(double ms)
        {
            double into = ms % _everyMs;
            return into < _stallMs && ms > _everyMs ? ms - into + _stallMs : ms;
        }
    }
}
