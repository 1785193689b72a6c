using System;
using Stethos.Hal;

namespace Stethos.Drivers.Adxl1002
{
    /// <summary>
    /// A burst on demand: the converter is switched on, its first samples are thrown away while it settles, the next ones fill
    /// the caller's buffer without a gap, and it is switched off again. Between bursts nothing runs. Never waits, allocates
    /// nothing after construction; one thread.
    /// </summary>
    public sealed class Adxl1002Burst
    {
        /// <summary>
        /// Samples until a PCM1808 that got its clocks delivers: 1,024 clocks of 256 a sample and 8,960 samples (TI SLES177,
        /// "Power-on reset").
        /// </summary>
        public const int Pcm1808SettleSamples = 8964;

        private const int DiscardSamples = 256;

        private readonly Adxl1002Driver _driver;
        private readonly int _settleSamples;
        private readonly float[] _discard = new float[DiscardSamples];
        private float[] _destinationG;
        private int _count;
        private int _settled;
        private int _clippedBefore;
        private int _lostBefore;

        /// <summary><paramref name="settleSamples"/>: thrown away after each start, 0 or more.</summary>
        public Adxl1002Burst(Adxl1002Driver driver, int settleSamples)
        {
            if (driver == null || settleSamples < 0)
            {
                throw new ArgumentException();
            }

            _driver = driver;
            _settleSamples = settleSamples;
            _destinationG = _discard;
        }

        /// <summary>As of the last call.</summary>
        public Adxl1002BurstCode State { get; private set; }

        /// <summary>Good samples in the buffer so far.</summary>
        public int Filled { get; private set; }

        /// <summary>Samples of the burst at the converter's full scale.</summary>
        public int Clipped { get; private set; }

        /// <summary>
        /// Switches the converter on; the buffer is the burst's until <see cref="State"/> is no longer Running. A burst that
        /// runs is given up.
        /// </summary>
        public BusStatusCode Begin(float[] destinationG, int count)
        {
            if (destinationG == null || count < 1 || count > destinationG.Length)
            {
                throw new ArgumentException();
            }

            Cancel();
            _destinationG = destinationG;
            _count = count;
            _settled = 0;
            Filled = 0;
            Clipped = 0;
            BusStatusCode status = _driver.Start();
            _lostBefore = _driver.LostSamples;
            State = status == BusStatusCode.Ok ? Adxl1002BurstCode.Running : Adxl1002BurstCode.NotStarted;
            return status;
        }

        /// <summary>
        /// Takes what is ready. Call more often than the DMA buffers overrun (the README's table). Samples lost while the
        /// converter settles do no harm. A converter that delivers nothing stays Running: the caller's clock tells.
        /// </summary>
        public Adxl1002BurstCode Poll()
        {
            if (State != Adxl1002BurstCode.Running)
            {
                return State;
            }

            int lost = _driver.LostSamples;
            Settle();
            if (lost != _lostBefore && Filled > 0)
            {
                End(Adxl1002BurstCode.Gap);
                return State;
            }

            _lostBefore = lost;
            if (_settled >= _settleSamples)
            {
                Fill();
            }

            return State;
        }

        /// <summary>Switches the converter off if a burst runs.</summary>
        public void Cancel()
        {
            if (State == Adxl1002BurstCode.Running)
            {
                End(Adxl1002BurstCode.Idle);
            }
        }

        private void Settle()
        {
            while (_settled < _settleSamples)
            {
                int left = _settleSamples - _settled;
                int read = _driver.Read(_discard, 0, left < DiscardSamples ? left : DiscardSamples);
                if (read <= 0)
                {
                    return;
                }

                _settled += read;
            }

            if (Filled == 0)
            {
                // What clipped while the converter settled is no measurement.
                _clippedBefore = _driver.ClippedSamples;
            }
        }

        private void Fill()
        {
            int read = _driver.Read(_destinationG, Filled, _count - Filled);
            int lost = _driver.LostSamples;
            if (read > 0 && lost != _lostBefore)
            {
                // Lost before or behind these: nobody knows, so they do not count.
                _lostBefore = lost;
                if (Filled > 0)
                {
                    End(Adxl1002BurstCode.Gap);
                }

                return;
            }

            Filled += read > 0 ? read : 0;
            Clipped = _driver.ClippedSamples - _clippedBefore;
            if (Filled == _count)
            {
                End(Adxl1002BurstCode.Done);
            }
        }

        private void End(Adxl1002BurstCode state)
        {
            _driver.Stop();
            State = state;
        }
    }
}
