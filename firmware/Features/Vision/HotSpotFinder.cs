using System;

namespace Stethos.Features.Vision
{
    /// <summary>
    /// Groups of pixels that are hotter than the median of the picture by a given rise: one pass that joins neighbours
    /// (also diagonal ones) by labels, whose equivalences are a forest (A. Rosenfeld, J. Pfaltz, JACM 1966; union-find).
    /// Keeps the four hottest. No recursion; whole numbers in 1/100 °C; allocates nothing after construction.
    /// </summary>
    public sealed class HotSpotFinder
    {
        /// <summary>Spots kept.</summary>
        public const int MaxSpots = 4;

        /// <summary>Numbers of a spot: row and column of its hottest pixel, that pixel's temperature, pixels.</summary>
        public const int NumbersPerSpot = 4;

        private readonly int _columns;
        private readonly int _rows;
        private readonly int[] _scratch;
        private readonly short[] _above;
        private readonly short[] _parents;
        private readonly int[] _hottest;
        private readonly int[] _sizes;
        private short[] _temperatures;
        private int _labels;

        /// <summary>For arrays of at most 16,384 pixels.</summary>
        public HotSpotFinder(int columns, int rows)
        {
            if (columns < 1 || rows < 1 || columns * rows > 16384)
            {
                throw new ArgumentException();
            }

            _columns = columns;
            _rows = rows;
            _scratch = new int[columns * rows];

            // A new label needs four unlabelled neighbours, so there is at most one in 2 × 2 pixels; 0 is none.
            int most = ((columns + 1) / 2) * ((rows + 1) / 2) + 1;
            _above = new short[columns];
            _parents = new short[most];
            _hottest = new int[most];
            _sizes = new int[most];
            _temperatures = new short[0];
            Spots = new short[MaxSpots * NumbersPerSpot];
        }

        /// <summary>Spots found, at most four; the hottest first.</summary>
        public int Count { get; private set; }

        /// <summary>[spot * 4 + number].</summary>
        public short[] Spots { get; }

        /// <summary>Median temperature of the picture (the upper of the two middle ones).</summary>
        public int Median(short[] temperatures)
        {
            for (int i = 0; i < _scratch.Length; i++)
            {
                _scratch[i] = temperatures[i];
            }

            return IntegerMedian.Select(_scratch, _scratch.Length);
        }

        /// <summary>
        /// Finds the groups at or above <paramref name="threshold"/> in [row * columns + column]; returns how many are kept.
        /// </summary>
        public int Find(short[] temperatures, int threshold)
        {
            _temperatures = temperatures;
            _labels = 0;
            Array.Clear(_above, 0, _columns);
            for (int row = 0; row < _rows; row++)
            {
                LabelRow(row, threshold);
            }

            MergeGroups();
            return Count;
        }

        private void LabelRow(int row, int threshold)
        {
            short[] temperatures = _temperatures;
            short[] above = _above;
            int columns = _columns;
            int at = row * columns;
            int left = 0;
            int aboveLeft = 0;
            for (int column = 0; column < columns; column++)
            {
                int up = above[column];
                int label = 0;
                if (temperatures[at + column] >= threshold)
                {
                    int aboveRight = column + 1 < columns ? above[column + 1] : 0;
                    label = Join(Join(left, aboveLeft), Join(up, aboveRight));
                    label = label == 0 ? NewLabel(at + column) : Grow(label, at + column);
                }

                aboveLeft = up;
                above[column] = (short)label;
                left = label;
            }
        }

        private int NewLabel(int pixel)
        {
            _labels++;
            _parents[_labels] = (short)_labels;
            _hottest[_labels] = pixel;
            _sizes[_labels] = 1;
            return _labels;
        }

        private int Grow(int label, int pixel)
        {
            _sizes[label]++;
            if (_temperatures[pixel] > _temperatures[_hottest[label]])
            {
                _hottest[label] = pixel;
            }

            return label;
        }

        // The smaller label is the root; 0 is no label.
        private int Join(int a, int b)
        {
            if (a == 0 || b == 0 || a == b)
            {
                return RootOf(a == 0 ? b : a);
            }

            a = RootOf(a);
            b = RootOf(b);
            int root = a < b ? a : b;
            _parents[a < b ? b : a] = (short)root;
            return root;
        }

        private int RootOf(int label)
        {
            short[] parents = _parents;
            while (parents[label] != label)
            {
                parents[label] = parents[parents[label]];
                label = parents[label];
            }

            return label;
        }

        // Later labels first: a parent is always the smaller one, so everything below it is in by the time it is reached.
        private void MergeGroups()
        {
            Count = 0;
            for (int label = _labels; label > 0; label--)
            {
                int parent = _parents[label];
                if (parent == label)
                {
                    continue;
                }

                _sizes[parent] += _sizes[label];
                if (_temperatures[_hottest[label]] >= _temperatures[_hottest[parent]])
                {
                    _hottest[parent] = Earlier(label, parent);
                }
            }

            for (int label = 1; label <= _labels; label++)
            {
                if (_parents[label] == label)
                {
                    Keep(_hottest[label], _sizes[label]);
                }
            }
        }

        // Of two equally hot pixels the first in the picture, so that the result does not depend on the order of joining.
        private int Earlier(int label, int parent)
        {
            int a = _hottest[label];
            int b = _hottest[parent];
            return _temperatures[a] == _temperatures[b] && b < a ? b : a;
        }

        private void Keep(int pixel, int size)
        {
            int temperature = _temperatures[pixel];
            int place = Count;
            while (place > 0 && Spots[(place - 1) * NumbersPerSpot + 2] < temperature)
            {
                place--;
            }

            if (place == MaxSpots)
            {
                return;
            }

            Count = Count < MaxSpots ? Count + 1 : MaxSpots;
            int from = place * NumbersPerSpot;
            for (int i = Count * NumbersPerSpot - 1; i >= from + NumbersPerSpot; i--)
            {
                Spots[i] = Spots[i - NumbersPerSpot];
            }

            Spots[from] = (short)(pixel / _columns);
            Spots[from + 1] = (short)(pixel % _columns);
            Spots[from + 2] = (short)temperature;
            Spots[from + 3] = (short)size;
        }
    }
}
