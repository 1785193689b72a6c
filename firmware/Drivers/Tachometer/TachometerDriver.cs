using System;
using Stethos.Hal;

namespace Stethos.Drivers.Tachometer
{
    /// <summary>
    /// Shaft speed from a pulse sensor (inductive, Hall, optical): glitches are thrown out, missed pulses counted in, pulses
    /// that a busy node timed too late, all at once, put where they belong, a standing shaft is told from a dead sensor. Speed
    /// is whole turns over the time they took, so marks need not be evenly spaced. Never waits, allocates nothing after
    /// construction; one thread.
    /// </summary>
#if NANOFRAMEWORK_1_0
    [System.Device.Model.Interface("Tachometer input")]
#endif
    public sealed class TachometerDriver : ITachometer, IDescribedPart
    {
        /// <summary>Slowest shaft that still counts as turning.</summary>
        public const int SlowestMilliHz = 500;

        /// <summary>Fastest shaft a driver can be made for.</summary>
        public const int FastestMilliHz = 1000000;

        /// <summary>Intervals that differ from their mean by more than this on average are no steady rotation.</summary>
        public const int MaxUnevenPerMille = 150;

        private const long WindowUs = 1000000;
        private const long MilliHzMicroseconds = 1000000000;
        private const int ChunkEdges = 64;
        private const int FewestPulses = 3;

        private readonly IPulseInput _input;
        private readonly int _perTurn;
        private readonly int _fastestMilliHz;
        private readonly long _shortestUs;
        private readonly long _longestUs;
        private readonly long[] _edgesUs = new long[ChunkEdges];
        private readonly PulseHistory _history = new PulseHistory();
        private long _intervalUs;
        private long _lastUs;
        private bool _hasSignal;

        /// <summary>
        /// <paramref name="pulsesPerTurn"/>: 1 to 100. <paramref name="fastestMilliHz"/>: the fastest the shaft can turn,
        /// 1,000 to 1,000,000; pulses closer together than one and a half times that are glitches.
        /// </summary>
        public TachometerDriver(IPulseInput input, int pulsesPerTurn, int fastestMilliHz)
        {
            if (input == null || pulsesPerTurn < 1 || pulsesPerTurn > 100 || fastestMilliHz < 1000 || fastestMilliHz > FastestMilliHz)
            {
                throw new ArgumentException();
            }

            _input = input;
            _perTurn = pulsesPerTurn;
            _fastestMilliHz = fastestMilliHz;
            _shortestUs = MilliHzMicroseconds * 2 / 3 / fastestMilliHz / pulsesPerTurn;
            _longestUs = MilliHzMicroseconds * 3 / 2 / SlowestMilliHz / pulsesPerTurn;
        }

        /// <summary>Edges thrown out because they came too soon; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("glitches", "1")]
#endif
        public int Glitches { get; private set; }

        /// <summary>Pulses that should have come between two others; only grows.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Property("missedPulses", "1")]
#endif
        public int MissedPulses { get; private set; }

        /// <summary>Edges nobody took in time; only grows.</summary>
        public int LostEdges
        {
            get { return _input.LostEdges; }
        }

        /// <summary>How uneven the intervals of the last second are, in thousandths of their mean.</summary>
        public int UnevenPerMille { get; private set; }

        /// <summary>As of the last <see cref="Poll"/>.</summary>
        public TachometerStateCode State { get; private set; }

        /// <summary>Turns in 1,000 s as of the last <see cref="Poll"/>; 0 unless <see cref="State"/> is Running.</summary>
        public int MilliHz { get; private set; }

        /// <inheritdoc/>
        public string Part
        {
            get { return TachometerDescription.Part; }
        }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            TachometerDescription.Describe(sink, _fastestMilliHz);
        }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            Forget();
            _hasSignal = false;
            State = TachometerStateCode.NoSignal;
            MilliHz = 0;
            return _input.Start();
        }

        /// <summary>Stops timing edges.</summary>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Command("stop")]
#endif
        public void Stop()
        {
            _input.Stop();
        }

        /// <inheritdoc/>
        public void Poll()
        {
            int lostBefore = _input.LostEdges;
            int count = _input.Take(_edgesUs, 0, ChunkEdges);
            while (count > 0)
            {
                for (int i = 0; i < count; i++)
                {
                    Accept(_edgesUs[i]);
                }

                count = _input.Take(_edgesUs, 0, ChunkEdges);
            }

            if (_input.LostEdges != lostBefore)
            {
                // Nobody knows how many turns the hole is long.
                Forget();
            }

            Judge(_input.NowUs);
        }

        /// <inheritdoc/>
#if NANOFRAMEWORK_1_0
        [System.Device.Model.Telemetry("speed", "mHz")]
#endif
        public bool TryGetMilliHz(out int milliHz)
        {
            milliHz = MilliHz;
            return State == TachometerStateCode.Running || State == TachometerStateCode.Stopped;
        }

        private void Forget()
        {
            _history.Clear();
            _intervalUs = 0;
        }

        private void Accept(long edgeUs)
        {
            _hasSignal = true;
            long interval = edgeUs - _lastUs;
            if (_history.Count == 0 || interval > _longestUs)
            {
                Restart(edgeUs);
                return;
            }

            // What one has to believe is late by; its successors then come too soon, and all at once.
            long lateUs = _lastUs - _history.NewestUs;
            bool isLate = _intervalUs > 0 && lateUs * 5 >= _intervalUs * 3;
            if (interval < _shortestUs || interval * 5 < _intervalUs * 2)
            {
                if (isLate)
                {
                    Count(edgeUs);
                }
                else
                {
                    Glitches++;
                }
            }
            else if (_intervalUs == 0 || interval * 5 <= _intervalUs * 8)
            {
                Follow(edgeUs, interval + lateUs);
            }
            else if (isLate)
            {
                // Two long intervals are a shaft that slowed down.
                Restart(edgeUs);
            }
            else
            {
                Count(edgeUs);
            }
        }

        private void Restart(long edgeUs)
        {
            Forget();
            _history.Add(edgeUs, 1);
            _lastUs = edgeUs;
        }

        /// <summary>One pulse more, which came too late or after one that did: it is put where it should have come.</summary>
        private void Count(long edgeUs)
        {
            long dueUs = _history.NewestUs + _intervalUs;
            _history.Add(dueUs < edgeUs ? dueUs : edgeUs, 1);
            _lastUs = edgeUs;
        }

        /// <summary>A pulse in rhythm. When those before it did not catch up with the time that passed, some were missed.</summary>
        private void Follow(long edgeUs, long sinceUs)
        {
            long mean = _intervalUs;
            int steps = mean == 0 ? 1 : (int)(((sinceUs * 5) + (mean * 2)) / (mean * 5));
            steps = steps < 1 ? 1 : steps;
            MissedPulses += steps - 1;
            _history.Add(edgeUs, steps);
            _lastUs = edgeUs;
            _intervalUs = mean == 0 ? sinceUs : mean + (((sinceUs / steps) - mean) / 4);
        }

        private void Judge(long nowUs)
        {
            MilliHz = 0;
            if (_history.Count == 0 || nowUs - _history.NewestUs > _longestUs)
            {
                State = _hasSignal ? TachometerStateCode.Stopped : TachometerStateCode.NoSignal;
                UnevenPerMille = 0;
                return;
            }

            int pulses = _history.Stretch(_perTurn, WindowUs, out long spanUs, out long unevenUs);
            UnevenPerMille = spanUs == 0 ? 0 : (int)(unevenUs * pulses * 1000 / spanUs);
            if (_history.Count < FewestPulses || UnevenPerMille > MaxUnevenPerMille)
            {
                State = TachometerStateCode.Unsteady;
                return;
            }

            // A shaft that slows down shows it first by the pulse that does not come.
            long sinceUs = nowUs - _history.NewestUs;
            if (sinceUs > spanUs / pulses * 2)
            {
                spanUs = sinceUs * pulses;
            }

            State = TachometerStateCode.Running;
            long turnsSpan = spanUs * _perTurn;
            MilliHz = (int)((pulses * MilliHzMicroseconds + (turnsSpan / 2)) / turnsSpan);
        }
    }
}
