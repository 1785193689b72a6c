namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>Samples of x, y, z that wait to be read; a new one pushes the oldest out when it is full.</summary>
    internal sealed class SampleRing
    {
        private readonly int[][] _samples;
        private int _oldest;

        public SampleRing(int capacity)
        {
            Capacity = capacity;
            _samples = new int[capacity][];
            for (int i = 0; i < capacity; i++)
            {
                _samples[i] = new int[TriaxialSampler.Axes];
            }
        }

        public int Capacity { get; }

        public int Count { get; private set; }

        public bool IsFull => Count == Capacity;

        public void Clear()
        {
            Count = 0;
            _oldest = 0;
        }

        public void Push(int x, int y, int z)
        {
            if (IsFull)
            {
                _oldest = (_oldest + 1) % Capacity;
                Count--;
            }

            int[] sample = _samples[(_oldest + Count) % Capacity];
            sample[0] = x;
            sample[1] = y;
            sample[2] = z;
            Count++;
        }

        /// <summary>The oldest sample; the last one stays visible after it was dropped, until the next comes.</summary>
        public int Peek(int axis) => _samples[_oldest][axis];

        public void Drop()
        {
            if (Count > 0)
            {
                Count--;
                if (Count > 0)
                {
                    _oldest = (_oldest + 1) % Capacity;
                }
            }
        }
    }
}
