namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>
    /// The 32-level FIFO of an ADXL345 (data sheet, section "FIFO"). In FIFO and stream mode the overrun bit means that it
    /// was full; whether a sample was lost after that the part does not tell. Trigger mode is taken for stream mode.
    /// </summary>
    internal sealed class Adxl345Fifo
    {
        public const int Levels = 32;

        private readonly SampleRing _ring = new SampleRing(Levels);
        private bool _unread;

        public Adxl345FifoMode Mode { get; private set; }

        /// <summary>Samples that wait; 0 in bypass mode.</summary>
        public int Entries => Mode == Adxl345FifoMode.Bypass ? 0 : _ring.Count;

        public bool Overrun { get; private set; }

        public bool DataReady => Mode == Adxl345FifoMode.Bypass ? _unread : Entries > 0;

        /// <summary>Going through bypass mode empties the FIFO.</summary>
        public void SetMode(Adxl345FifoMode mode)
        {
            if (mode == Adxl345FifoMode.Bypass || Mode == Adxl345FifoMode.Bypass)
            {
                _ring.Clear();
                _unread = false;
                Overrun = false;
            }

            Mode = mode;
        }

        /// <summary>Of <paramref name="due"/> new samples, how many of the first ones leave no trace but an overrun.</summary>
        public long Unseen(long due) => Mode switch
        {
            Adxl345FifoMode.Bypass => due - 1,
            Adxl345FifoMode.Fifo => _ring.IsFull ? due : 0,
            _ => due - Levels
        };

        public void MarkOverrun() => Overrun = true;

        public void Push(int x, int y, int z)
        {
            if (Mode == Adxl345FifoMode.Bypass)
            {
                Overrun |= _unread;
                _unread = true;
                _ring.Clear();
            }
            else if (_ring.IsFull)
            {
                Overrun = true;
                if (Mode == Adxl345FifoMode.Fifo)
                {
                    return;
                }
            }

            _ring.Push(x, y, z);
            Overrun |= _ring.IsFull;
        }

        public int Peek(int axis) => _ring.Peek(axis);

        /// <summary>The end of a read of the data registers.</summary>
        public void Pop()
        {
            Overrun = false;
            _unread = false;
            _ring.Drop();
        }
    }
}
