using System;

namespace Stethos.Features.Vision
{
    /// <summary>
    /// One pass over a picture, row by row, never the whole picture: sums of the blocks, histogram, sums of rows and columns
    /// and, if wanted, pixels on edges. Whole numbers only, so the same bits on every machine. Allocates nothing after
    /// construction; one thread. <see cref="Begin"/>, <see cref="AddRow"/> for each row from the top, <see cref="End"/>.
    /// </summary>
    public sealed class PictureScan
    {
        /// <summary>Bins of the histogram, 8 grey levels each.</summary>
        public const int Bins = 32;

        /// <summary>A pixel is on an edge when it differs from its left and upper neighbour together by this much.</summary>
        public const int EdgeStep = 24;

        private const int Levels = 256;
        private const int DarkLight = 16 * 256;

        private readonly int[] _blockEdges;
        private readonly int[] _blockRowEdges;
        private readonly int[] _cellEdges;
        private readonly int[] _cellRowEdges;
        private readonly int[] _blockSums = new int[PictureGrid.Blocks];
        private readonly int[] _edgeCounts = new int[PictureGrid.Cells];
        private readonly int[] _levelCounts = new int[Levels];
        private readonly int[] _binCounts = new int[Bins];
        private readonly byte[] _above;
        private readonly bool _withEdges;
        private int _blockRow;
        private int _cellRow;

        /// <summary>
        /// For pictures of at least 16 × 12 and at most 4,096 × 4,096 pixels. Edges cost about as much again as all the rest.
        /// </summary>
        public PictureScan(int width, int height, bool withEdges)
        {
            if (width < PictureGrid.BlockColumns || height < PictureGrid.BlockRows || width > 4096 || height > 4096)
            {
                throw new ArgumentException();
            }

            Width = width;
            Height = height;
            _withEdges = withEdges;
            _above = new byte[withEdges ? width : 0];
            _blockEdges = PictureGrid.Borders(PictureGrid.BlockColumns, width);
            _blockRowEdges = PictureGrid.Borders(PictureGrid.BlockRows, height);
            _cellEdges = PictureGrid.Borders(PictureGrid.CellColumns, width);
            _cellRowEdges = PictureGrid.Borders(PictureGrid.CellRows, height);
            ColumnSums = new int[width];
            RowSums = new int[height];
            Means = new int[PictureGrid.Blocks];
            Edges = new byte[PictureGrid.Cells];
            Histogram = new byte[Bins];
        }

        public int Width { get; }

        public int Height { get; }

        /// <summary>Rows taken since <see cref="Begin"/>.</summary>
        public int Rows { get; private set; }

        /// <summary>[column]: sum of the pixels of each column.</summary>
        public int[] ColumnSums { get; }

        /// <summary>[row]: sum of the pixels of each row.</summary>
        public int[] RowSums { get; }

        /// <summary>[row * 16 + column]: mean grey in 1/16, 0 to 4,080; 0 where no row was seen.</summary>
        public int[] Means { get; }

        /// <summary>[row * 8 + column]: share of pixels on an edge, 255 = all.</summary>
        public byte[] Edges { get; }

        /// <summary>[grey / 8]: 255 times the square root of the share of pixels, rounded.</summary>
        public byte[] Histogram { get; }

        /// <summary>Mean grey in 1/256.</summary>
        public int Light { get; private set; }

        /// <summary>More than one pixel in twenty is white.</summary>
        public bool IsSaturated { get; private set; }

        /// <summary>The mean grey is below 16.</summary>
        public bool IsTooDark { get; private set; }

        /// <summary>All pixels are the same, or there are none.</summary>
        public bool IsBlank { get; private set; }

        public void Begin()
        {
            Rows = 0;
            _blockRow = 0;
            _cellRow = 0;
            Array.Clear(_blockSums, 0, _blockSums.Length);
            Array.Clear(_edgeCounts, 0, _edgeCounts.Length);
            Array.Clear(_levelCounts, 0, Levels);
            Array.Clear(ColumnSums, 0, Width);
            Array.Clear(RowSums, 0, Height);
        }

        /// <summary>Takes the next row of <see cref="Width"/> bytes; rows beyond the last are ignored.</summary>
        public void AddRow(byte[] pixels, int offset)
        {
            int y = Rows;
            if (y >= Height)
            {
                return;
            }

            if (y == _blockRowEdges[_blockRow + 1])
            {
                _blockRow++;
            }

            AddGrey(pixels, offset, y, _blockRow * PictureGrid.BlockColumns);
            if (_withEdges)
            {
                if (y == _cellRowEdges[_cellRow + 1])
                {
                    _cellRow++;
                }

                AddEdges(pixels, offset, y, _cellRow * PictureGrid.CellColumns);
            }

            Rows = y + 1;
        }

        /// <summary>Computes the figures from the sums; the rows that were not seen count nowhere.</summary>
        public void End()
        {
            FinishBlocks();
            FinishHistogram();
            for (int cell = 0; cell < PictureGrid.Cells && _withEdges; cell++)
            {
                int pixels = Seen(_cellRowEdges, cell / PictureGrid.CellColumns)
                    * Part(_cellEdges, cell % PictureGrid.CellColumns);
                Edges[cell] = pixels == 0 ? (byte)0 : (byte)((2 * 255 * _edgeCounts[cell] + pixels) / (2 * pixels));
            }
        }

        private static int Part(int[] borders, int index)
        {
            return borders[index + 1] - borders[index];
        }

        // Sums in locals: a field costs the interpreter three times as much as a local.
        private void AddGrey(byte[] pixels, int offset, int y, int at)
        {
            int[] levels = _levelCounts;
            int[] columns = ColumnSums;
            int[] edges = _blockEdges;
            int rowSum = 0;
            int x = 0;
            for (int block = 0; block < PictureGrid.BlockColumns; block++)
            {
                int end = edges[block + 1];
                int sum = 0;
                for (; x < end; x++)
                {
                    int pixel = pixels[offset + x];
                    sum += pixel;
                    levels[pixel]++;
                    columns[x] += pixel;
                }

                _blockSums[at + block] += sum;
                rowSum += sum;
            }

            RowSums[y] = rowSum;
        }

        private void AddEdges(byte[] pixels, int offset, int y, int at)
        {
            byte[] above = _above;
            int[] edges = _cellEdges;
            int left = pixels[offset];
            int x = 0;
            if (y == 0)
            {
                Array.Copy(pixels, offset, above, 0, Width);
            }

            for (int cell = 0; cell < PictureGrid.CellColumns; cell++)
            {
                int end = edges[cell + 1];
                int count = 0;
                for (; x < end; x++)
                {
                    int pixel = pixels[offset + x];
                    int across = pixel - left;
                    int down = pixel - above[x];
                    left = pixel;
                    if (across < 0)
                    {
                        across = -across;
                    }

                    if (down < 0)
                    {
                        down = -down;
                    }

                    if (across + down >= EdgeStep)
                    {
                        count++;
                    }
                }

                _edgeCounts[at + cell] += count;
            }

            Array.Copy(pixels, offset, above, 0, Width);
        }

        private int Seen(int[] borders, int index)
        {
            int end = Rows < borders[index + 1] ? Rows : borders[index + 1];
            return end > borders[index] ? end - borders[index] : 0;
        }

        private void FinishBlocks()
        {
            for (int row = 0; row < PictureGrid.BlockRows; row++)
            {
                int rows = Seen(_blockRowEdges, row);
                for (int column = 0; column < PictureGrid.BlockColumns; column++)
                {
                    int at = row * PictureGrid.BlockColumns + column;
                    int pixels = rows * Part(_blockEdges, column);
                    Means[at] = pixels == 0 ? 0 : (int)((32L * _blockSums[at] + pixels) / (2 * pixels));
                }
            }
        }

        private void FinishHistogram()
        {
            int pixels = Rows * Width;
            int levels = 0;
            long sum = 0;
            Array.Clear(_binCounts, 0, Bins);
            for (int level = 0; level < Levels; level++)
            {
                int count = _levelCounts[level];
                _binCounts[level >> 3] += count;
                levels += count > 0 ? 1 : 0;
                sum += (long)level * count;
            }

            for (int bin = 0; bin < Bins; bin++)
            {
                // Twice the root, then halved: rounds to the nearest code.
                Histogram[bin] = pixels == 0
                    ? (byte)0 : (byte)((IntegerRoot.Floor((int)(4L * 255 * 255 * _binCounts[bin] / pixels)) + 1) >> 1);
            }

            Light = pixels == 0 ? 0 : (int)(256 * sum / pixels);
            IsSaturated = 20L * _levelCounts[Levels - 1] > pixels;
            IsTooDark = Light < DarkLight;
            IsBlank = levels < 2;
        }
    }
}
