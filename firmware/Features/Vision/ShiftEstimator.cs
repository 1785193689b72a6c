using System;

namespace Stethos.Features.Vision
{
    /// <summary>
    /// How far the scene moved against a reference, from the sums of columns and rows of both pictures: the shift whose
    /// profiles differ least (sum of absolute differences), refined between whole pixels by two lines of the same slope.
    /// Profiles are compared by their slope over two pixels, so that light and its fall-off do not count. Reaches 16 pixels to
    /// every side. Whole numbers only, allocates nothing after construction. <see cref="Begin"/>, then
    /// <see cref="Continue"/> until it returns true.
    /// </summary>
    public sealed class ShiftEstimator
    {
        /// <summary>Farthest shift found, in pixels.</summary>
        public const int Reach = 16;

        /// <summary>A shift of one pixel.</summary>
        public const int PerPixel = 16;

        private readonly ProfileShift _columns;
        private readonly ProfileShift _rows;
        private int _next;

        /// <summary>For pictures of at least 48 × 48 pixels.</summary>
        public ShiftEstimator(int width, int height)
        {
            if (width < 3 * Reach || height < 3 * Reach)
            {
                throw new ArgumentException();
            }

            _columns = new ProfileShift(width, height);
            _rows = new ProfileShift(height, width);
        }

        public bool HasReference { get; private set; }

        /// <summary>Columns the scene moved to the right, 1/16 px.</summary>
        public int ShiftX { get; private set; }

        /// <summary>Rows the scene moved down, 1/16 px.</summary>
        public int ShiftY { get; private set; }

        /// <summary>
        /// 0 = says nothing (no structure, no clear minimum, or as far as the search reaches), 255 = certain: how much worse
        /// the best shift elsewhere is, the lower of both directions.
        /// </summary>
        public int Confidence { get; private set; }

        /// <summary>Shifts are told against this picture from now on.</summary>
        public void SetReference(PictureScan picture)
        {
            _columns.SetReference(picture.ColumnSums);
            _rows.SetReference(picture.RowSums);
            HasReference = true;
        }

        /// <summary>Shifts are not told until there is a reference again.</summary>
        public void ForgetReference()
        {
            HasReference = false;
        }

        /// <summary>Takes the picture whose shift is wanted.</summary>
        public void Begin(PictureScan picture)
        {
            ShiftX = 0;
            ShiftY = 0;
            Confidence = 0;
            _next = -Reach;
            if (HasReference)
            {
                _columns.Begin(picture.ColumnSums);
                _rows.Begin(picture.RowSums);
            }
        }

        /// <summary>
        /// Tries some more of the 33 shifts, so that a slow processor can look after other things in between; true at the end.
        /// </summary>
        public bool Continue(int shifts)
        {
            if (!HasReference)
            {
                return true;
            }

            for (int i = 0; i < shifts && _next <= Reach; i++)
            {
                _columns.Try(_next);
                _rows.Try(_next);
                _next++;
            }

            if (_next <= Reach)
            {
                return false;
            }

            ShiftX = _columns.Find();
            ShiftY = _rows.Find();
            Confidence = _columns.Confidence < _rows.Confidence ? _columns.Confidence : _rows.Confidence;
            return true;
        }
    }
}
