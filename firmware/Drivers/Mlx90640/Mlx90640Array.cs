using System;
using Stethos.Hal;

namespace Stethos.Drivers.Mlx90640
{
    /// <summary>
    /// An MLX90640 as the node's thermal array: two subpages make a picture. The first is converted between them, a few rows
    /// in each <see cref="IsDone"/>, the second as rows are read. One thread.
    /// </summary>
    public sealed class Mlx90640Array : IThermalArray, IDescribed
    {
        private const int RowsPerTurn = 4;
        private const float PerDegree = 100f;

        private readonly Mlx90640Driver _driver;
        private readonly int _milliHz;
        private readonly float[] _celsius = new float[Mlx90640Driver.PixelCount];
        private int _subpagesTaken;
        private int _firstSubpage;
        private int _converted;
        private int _given;

        /// <summary><paramref name="milliHz"/>: subpages in 1,000 s, as in <see cref="Mlx90640Driver.Configure"/>.</summary>
        public Mlx90640Array(Mlx90640Driver driver, int milliHz)
        {
            if (driver == null)
            {
                throw new ArgumentException();
            }

            _driver = driver;
            _milliHz = milliHz;
        }

        /// <inheritdoc/>
        public string Part
        {
            get { return Mlx90640Description.Part; }
        }

        /// <inheritdoc/>
        public bool IsWrongPart { get; private set; }

        /// <inheritdoc/>
        public int Columns
        {
            get { return Mlx90640Driver.Columns; }
        }

        /// <inheritdoc/>
        public int Rows
        {
            get { return Mlx90640Driver.Rows; }
        }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            Mlx90640Description.Describe(sink);
        }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            _subpagesTaken = 0;
            Mlx90640StatusCode status = _driver.Configure(_milliHz, true);
            IsWrongPart = status == Mlx90640StatusCode.WrongDeviceId;
            return ToBusStatus(status);
        }

        /// <summary>What the part measured before is old and is passed over.</summary>
        public BusStatusCode StartCapture()
        {
            _subpagesTaken = 0;
            _converted = 0;
            _given = 0;

            // Reading clears the part's mark of new data; a subpage of now comes a period later.
            _driver.TakeSubpage(out Mlx90640StatusCode status);
            return IsTransient(status) ? BusStatusCode.Ok : ToBusStatus(status);
        }

        /// <inheritdoc/>
        public bool IsDone(out BusStatusCode status)
        {
            status = BusStatusCode.Ok;
            if (_subpagesTaken == 2)
            {
                return true;
            }

            if (_subpagesTaken == 1 && _converted < Rows)
            {
                ConvertTo(_converted + RowsPerTurn);
                if (_converted == Rows)
                {
                    _driver.MendRows(0, Rows, _celsius);
                }

                return false;
            }

            if (_driver.TakeSubpage(out Mlx90640StatusCode outcome) && (_subpagesTaken == 0 || _driver.Subpage != _firstSubpage))
            {
                _firstSubpage = _driver.Subpage;
                _subpagesTaken++;
                _converted = 0;
            }

            status = IsTransient(outcome) ? BusStatusCode.Ok : ToBusStatus(outcome);
            return _subpagesTaken == 2;
        }

        /// <inheritdoc/>
        public int ReadRows(short[] buffer, int offset, int rows, out BusStatusCode status)
        {
            if (buffer == null || offset < 0 || rows < 0 || rows > (buffer.Length - offset) / Columns)
            {
                throw new ArgumentException();
            }

            // A caller that did not wait for IsDone gets nothing.
            status = _subpagesTaken == 2 ? BusStatusCode.Ok : BusStatusCode.BusFault;
            int count = rows < Rows - _given ? rows : Rows - _given;
            if (status != BusStatusCode.Ok || count == 0)
            {
                return 0;
            }

            // A bad pixel takes its value from the rows above and below.
            ConvertTo(_given + count + 1);
            _driver.MendRows(_given, count, _celsius);
            int from = _given * Columns;
            for (int i = 0; i < count * Columns; i++)
            {
                float hundredths = _celsius[from + i] * PerDegree;
                buffer[offset + i] = hundredths < short.MinValue ? short.MinValue
                    : hundredths < short.MaxValue ? (short)(hundredths < 0f ? hundredths - 0.5f : hundredths + 0.5f)
                    : short.MaxValue;
            }

            _given += count;
            return count;
        }

        private void ConvertTo(int row)
        {
            int end = row < Rows ? row : Rows;
            _driver.ConvertRows(_converted, end - _converted, _celsius);
            _converted = end;
        }

        // Subpages that did not come whole are followed by others.
        private static bool IsTransient(Mlx90640StatusCode status)
        {
            return status == Mlx90640StatusCode.Ok || status == Mlx90640StatusCode.Overrun
                || status == Mlx90640StatusCode.CorruptData;
        }

        // The first five numbers are those of the bus; the rest is the part not being itself.
        private static BusStatusCode ToBusStatus(Mlx90640StatusCode status)
        {
            return status <= Mlx90640StatusCode.BusFault ? (BusStatusCode)(int)status : BusStatusCode.BusFault;
        }
    }
}
