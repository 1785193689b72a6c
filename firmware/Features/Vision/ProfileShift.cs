namespace Stethos.Features.Vision
{
    /// <summary>The shift of one profile (sums of columns, or of rows) against a reference.</summary>
    internal sealed class ProfileShift
    {
        private const int Reach = ShiftEstimator.Reach;
        private const int Shifts = 2 * Reach + 1;

        // Minima this near belong to the best one.
        private const int Neighbours = 2;

        // Mean slope below this, in 1/16 grey level over two pixels, is noise: nothing to go by.
        private const int SmallestSlope = 4;

        private readonly int[] _reference;
        private readonly int[] _current;
        private readonly int[] _costs = new int[Shifts];
        private readonly int _across;
        private int _referenceSize;
        private int _currentSize;

        /// <summary><paramref name="across"/> is the number of pixels in each sum.</summary>
        internal ProfileShift(int length, int across)
        {
            _reference = new int[length - 2];
            _current = new int[length - 2];
            _across = across;
        }

        internal int Confidence { get; private set; }

        internal void SetReference(int[] sums)
        {
            _referenceSize = Slopes(sums, _reference);
        }

        internal void Begin(int[] sums)
        {
            _currentSize = Slopes(sums, _current);
            if (_currentSize == 0)
            {
                return;
            }

            // The same light for both: slopes are as large as the lamp is bright.
            int[] current = _current;
            int gain = (int)((long)_referenceSize * 1024 / _currentSize);
            for (int i = 0; i < current.Length; i++)
            {
                current[i] = (int)((long)current[i] * gain >> 10);
            }
        }

        internal void Try(int shift)
        {
            int[] reference = _reference;
            int[] current = _current;
            int end = reference.Length - Reach;
            int sum = 0;
            for (int i = Reach; i < end; i++)
            {
                int difference = reference[i] - current[i + shift];
                sum += difference < 0 ? -difference : difference;
            }

            _costs[shift + Reach] = sum;
        }

        /// <summary>The best shift in 1/16 px.</summary>
        internal int Find()
        {
            int[] costs = _costs;
            int best = 0;
            for (int i = 1; i < Shifts; i++)
            {
                best = costs[i] < costs[best] ? i : best;
            }

            int smallest = SmallestSlope * _reference.Length;
            Confidence = 0;
            if (_referenceSize < smallest || _currentSize < smallest)
            {
                return 0;
            }

            if (best == 0 || best == Shifts - 1)
            {
                return (best - Reach) * ShiftEstimator.PerPixel;
            }

            Confidence = Compare(best);
            int before = costs[best - 1] - costs[best];
            int after = costs[best + 1] - costs[best];
            int larger = before > after ? before : after;
            int between = larger == 0 ? 0 : (before - after) * (ShiftEstimator.PerPixel / 2) / larger;
            return (best - Reach) * ShiftEstimator.PerPixel + between;
        }

        // How much worse the best shift elsewhere is: a repeating pattern has two that are equally good.
        private int Compare(int best)
        {
            int second = int.MaxValue;
            for (int i = 0; i < Shifts; i++)
            {
                bool isElsewhere = i < best - Neighbours || i > best + Neighbours;
                second = isElsewhere && _costs[i] < second ? _costs[i] : second;
            }

            return second == 0 ? 0 : (int)(255L * (second - _costs[best]) / second);
        }

        // In 1/16 grey level; returns the sum of their sizes.
        private int Slopes(int[] sums, int[] slopes)
        {
            int size = 0;
            for (int i = 0; i < slopes.Length; i++)
            {
                int slope = 16 * (sums[i + 2] - sums[i]) / _across;
                slopes[i] = slope;
                size += slope < 0 ? -slope : slope;
            }

            return size;
        }
    }
}
