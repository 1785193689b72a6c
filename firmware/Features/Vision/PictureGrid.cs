namespace Stethos.Features.Vision
{
    /// <summary>How a picture is divided: blocks for grey and change, cells of four blocks for edges.</summary>
    public static class PictureGrid
    {
        public const int BlockColumns = 16;
        public const int BlockRows = 12;

        /// <summary>Blocks of a picture, row by row.</summary>
        public const int Blocks = BlockColumns * BlockRows;

        public const int CellColumns = 8;
        public const int CellRows = 6;

        /// <summary>Cells of a picture, row by row.</summary>
        public const int Cells = CellColumns * CellRows;

        /// <summary>First pixel of each part, then the end: part k begins at ⌊k × length / parts⌋.</summary>
        internal static int[] Borders(int parts, int length)
        {
            int[] borders = new int[parts + 1];
            for (int k = 0; k <= parts; k++)
            {
                borders[k] = k * length / parts;
            }

            return borders;
        }
    }
}
