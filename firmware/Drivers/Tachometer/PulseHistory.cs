namespace Stethos.Drivers.Tachometer
{
    /// <summary>The last accepted pulses with their numbers; a pulse that was missed has a number but no time.</summary>
    internal sealed class PulseHistory
    {
        private const int Capacity = 128;

        private readonly long[] _timesUs = new long[Capacity];
        private readonly int[] _numbers = new int[Capacity];
        private int _newest = -1;

        public int Count { get; private set; }

        public long NewestUs
        {
            get { return _timesUs[_newest]; }
        }

        public void Clear()
        {
            Count = 0;
            _newest = -1;
        }

        /// <summary>The next pulse; <paramref name="steps"/> - 1 were missed before it.</summary>
        public void Add(long timeUs, int steps)
        {
            int number = Count == 0 ? 0 : _numbers[_newest] + steps;
            _newest = (_newest + 1) & (Capacity - 1);
            _timesUs[_newest] = timeUs;
            _numbers[_newest] = number;
            Count = Count < Capacity ? Count + 1 : Capacity;
        }

        /// <summary>
        /// Looks back from the newest pulse over whole turns of <paramref name="perTurn"/> pulses, and over
        /// <paramref name="windowUs"/> if that is longer; over less when there are not so many. Returns the pulses of the
        /// stretch, 0 when there are fewer than two; <paramref name="spanUs"/> is how long they took and
        /// <paramref name="unevenUs"/> by how much intervals differ from the mean, on average.
        /// </summary>
        public int Stretch(int perTurn, long windowUs, out long spanUs, out long unevenUs)
        {
            spanUs = 0;
            unevenUs = 0;
            int stop = 0;
            for (int back = 1; back < Count; back++)
            {
                int pulses = PulsesBack(back);
                long span = _timesUs[_newest] - _timesUs[At(back)];
                if (stop > 0 && span > windowUs && PulsesBack(stop) >= perTurn)
                {
                    break;
                }

                // Until there is a whole turn, part of one has to do.
                if (pulses % perTurn == 0 || PulsesBack(stop) < perTurn)
                {
                    stop = back;
                }
            }

            int total = PulsesBack(stop);
            if (total == 0)
            {
                return 0;
            }

            spanUs = _timesUs[_newest] - _timesUs[At(stop)];
            long mean = spanUs / total;
            for (int back = 0; back < stop; back++)
            {
                int steps = PulsesBack(back + 1) - PulsesBack(back);
                long off = ((_timesUs[At(back)] - _timesUs[At(back + 1)]) / steps) - mean;
                unevenUs += off < 0 ? -off : off;
            }

            unevenUs /= stop;
            return total;
        }

        private int At(int back)
        {
            return (_newest - back) & (Capacity - 1);
        }

        private int PulsesBack(int back)
        {
            return _numbers[_newest] - _numbers[At(back)];
        }
    }
}
