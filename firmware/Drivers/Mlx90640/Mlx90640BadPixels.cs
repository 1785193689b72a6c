namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// Pixels that the EEPROM calls broken (0x0000) or outlying (bit 0); at most four in a good part (data sheet, note under
    /// table 10). They get a value from good neighbours of the same subpage.
    /// </summary>
    internal sealed class Mlx90640BadPixels
    {
        public const int Most = 4;

        private readonly int[] _pixels = new int[Most];
        private readonly float[] _near = new float[4];

        /// <summary>May exceed <see cref="Most"/>; those beyond are not kept.</summary>
        public int Count { get; private set; }

        public void Clear()
        {
            Count = 0;
        }

        public void Add(int pixel)
        {
            if (Count < Most)
            {
                _pixels[Count] = pixel;
            }

            Count++;
        }

        public bool Contains(int pixel)
        {
            for (int i = 0; i < Count && i < Most; i++)
            {
                if (_pixels[i] == pixel)
                {
                    return true;
                }
            }

            return false;
        }

        /// <summary>
        /// Gives the bad pixels of a subpage in <paramref name="rows"/> rows the median of their good neighbours: the diagonal
        /// ones with the chess pattern, left and right with the other. A pixel without good neighbours keeps its value.
        /// </summary>
        public void Mend(float[] celsius, int first, int rows, bool chess, int subpage)
        {
            for (int i = 0; i < Count && i < Most; i++)
            {
                int pixel = _pixels[i];
                int row = pixel / Mlx90640Calibration.Columns;
                int column = pixel - (row * Mlx90640Calibration.Columns);
                int pattern = chess ? (row ^ column) & 1 : row & 1;
                if (pattern == subpage && row >= first && row < first + rows)
                {
                    int count = chess ? Diagonal(celsius, row, column) : Beside(celsius, row, column);
                    celsius[pixel] = count == 0 ? celsius[pixel] : MedianOfNear(count);
                }
            }
        }

        private int Diagonal(float[] celsius, int row, int column)
        {
            int count = Take(celsius, row - 1, column - 1, 0);
            count = Take(celsius, row - 1, column + 1, count);
            count = Take(celsius, row + 1, column - 1, count);
            return Take(celsius, row + 1, column + 1, count);
        }

        private int Beside(float[] celsius, int row, int column)
        {
            return Take(celsius, row, column + 1, Take(celsius, row, column - 1, 0));
        }

        private int Take(float[] celsius, int row, int column, int count)
        {
            int pixel = (row * Mlx90640Calibration.Columns) + column;
            if (row < 0 || row >= Mlx90640Calibration.Rows || column < 0 || column >= Mlx90640Calibration.Columns || Contains(pixel))
            {
                return count;
            }

            // Kept in order as they come.
            int at = count;
            while (at > 0 && _near[at - 1] > celsius[pixel])
            {
                _near[at] = _near[at - 1];
                at--;
            }

            _near[at] = celsius[pixel];
            return count + 1;
        }

        private float MedianOfNear(int count)
        {
            int middle = count >> 1;
            return (count & 1) != 0 ? _near[middle] : (_near[middle - 1] + _near[middle]) * 0.5f;
        }
    }
}
