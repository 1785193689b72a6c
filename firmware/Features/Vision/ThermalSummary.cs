using System;

namespace Stethos.Features.Vision
{
    /// <summary>
    /// Coldest, hottest and mean temperature of a thermal array's picture and its 16 × 12 blocks. Whole numbers in 1/100 °C,
    /// allocates nothing after construction.
    /// </summary>
    public sealed class ThermalSummary
    {
        private readonly int[] _columnEdges;
        private readonly int[] _rowEdges;
        private readonly int[] _means = new int[PictureGrid.Blocks];
        private readonly int _columns;
        private readonly int _rows;

        /// <summary>For arrays of at least 16 × 12 pixels.</summary>
        public ThermalSummary(int columns, int rows)
        {
            if (columns < PictureGrid.BlockColumns || rows < PictureGrid.BlockRows)
            {
                throw new ArgumentException();
            }

            _columns = columns;
            _rows = rows;
            _columnEdges = PictureGrid.Borders(PictureGrid.BlockColumns, columns);
            _rowEdges = PictureGrid.Borders(PictureGrid.BlockRows, rows);
            Blocks = new byte[PictureGrid.Blocks];
        }

        public int MinCentiCelsius { get; private set; }

        public int MaxCentiCelsius { get; private set; }

        public int MeanCentiCelsius { get; private set; }

        /// <summary>[row * 16 + column]: 0 = coldest, 255 = hottest block; all 0 when all are the same.</summary>
        public byte[] Blocks { get; }

        /// <summary>Takes a picture, [row * columns + column] in 1/100 °C.</summary>
        public void Compute(short[] temperatures)
        {
            int count = _columns * _rows;
            int min = temperatures[0];
            int max = min;
            long sum = 0;
            for (int i = 0; i < count; i++)
            {
                int value = temperatures[i];
                sum += value;
                min = value < min ? value : min;
                max = value > max ? value : max;
            }

            MinCentiCelsius = min;
            MaxCentiCelsius = max;
            MeanCentiCelsius = (int)(sum / count);
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                _means[block] = MeanOf(temperatures, block);
            }

            Scale();
        }

        private int MeanOf(short[] temperatures, int block)
        {
            int row = block / PictureGrid.BlockColumns;
            int column = block % PictureGrid.BlockColumns;
            int left = _columnEdges[column];
            int right = _columnEdges[column + 1];
            int bottom = _rowEdges[row + 1];
            int sum = 0;
            for (int y = _rowEdges[row]; y < bottom; y++)
            {
                for (int x = left; x < right; x++)
                {
                    sum += temperatures[y * _columns + x];
                }
            }

            return sum / ((right - left) * (bottom - _rowEdges[row]));
        }

        private void Scale()
        {
            int coldest = _means[0];
            int hottest = coldest;
            for (int block = 1; block < PictureGrid.Blocks; block++)
            {
                coldest = _means[block] < coldest ? _means[block] : coldest;
                hottest = _means[block] > hottest ? _means[block] : hottest;
            }

            int span = hottest - coldest;
            for (int block = 0; block < PictureGrid.Blocks; block++)
            {
                Blocks[block] = span == 0 ? (byte)0 : (byte)(255 * (_means[block] - coldest) / span);
            }
        }
    }
}
