namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// The 32-level FIFO of an ADXL345 (data sheet, section "FIFO"). In FIFO and stream mode the overrun bit means that it
    /// was full; whether a sample was lost after that the part does not tell. Trigger mode is taken for stream mode.
    /// </summary>
    internal sealed class Adxl345Fifo
    {
        public const int Levels = 32;

        private readonly short[] _x = new short[Levels];
        private readonly short[] _y = new short[Levels];
        private readonly short[] _z = new short[Levels];
        private int _oldest;
        private bool _unread;

        public Adxl345FifoMode Mode { get; private set; }

        /// <summary>Samples that wait; 0 in bypass mode.</summary>
        public int Entries { get; private set; }

        public bool Overrun { get; private set; }

        public bool DataReady => Mode == Adxl345FifoMode.Bypass ? _unread : Entries > 0;

        /// <summary>Going through bypass mode empties the FIFO.</summary>
        public void SetMode(Adxl345FifoMode mode)
        {
            Mode = mode;
            if (mode == Adxl345FifoMode.Bypass)
            {
                Entries = 0;
                _oldest = 0;
                _unread = false;
                Overrun = false;
            }
        }

        /// <summary>Of <paramref name="due"/> new samples, how many of the first ones leave no trace but an overrun.</summary>
        public long Unseen(long due) => Mode switch
        {
            Adxl345FifoMode.Bypass => due - 1,
            Adxl345FifoMode.Fifo => 0,
            _ => due - Levels
        };

        public void MarkOverrun() => Overrun = true;

        public void Push(short x, short y, short z)
        {
            if (Mode == Adxl345FifoMode.Bypass)
            {
                Overrun |= _unread;
                _unread = true;
                Store(_oldest, x, y, z);
                return;
            }

            if (Entries == Levels)
            {
                Overrun = true;
                if (Mode == Adxl345FifoMode.Fifo)
                {
                    return;
                }

                _oldest = (_oldest + 1) % Levels;
                Entries--;
            }

            Store((_oldest + Entries) % Levels, x, y, z);
            Entries++;
            Overrun |= Entries == Levels;
        }

        public void Peek(out short x, out short y, out short z)
        {
            x = _x[_oldest];
            y = _y[_oldest];
            z = _z[_oldest];
        }

        /// <summary>The end of a read of the data registers.</summary>
        public void Pop()
        {
            Overrun = false;
            _unread = false;
            if (Entries > 0)
            {
                Entries--;

                // The last one read stays visible until the next sample comes.
                if (Entries > 0)
                {
                    _oldest = (_oldest + 1) % Levels;
                }
            }
        }

        private void Store(int at, short x, short y, short z)
        {
            _x[at] = x;
            _y[at] = y;
            _z[at] = z;
        }
    }
}
