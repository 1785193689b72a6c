namespace Stethos.App
{
    /// <summary>
    /// One burst on its way from the capture loop to the link loop: asked for, then filled with a window, then sent
    /// chunk by chunk. Both loops use it; every member takes the lock.
    /// </summary>
    public sealed class BurstRequest
    {
        private readonly object _sync = new object();
        private readonly short[] _samples;
        private bool _isWanted;
        private int _wanted;
        private int _length;
        private int _sent;

        public BurstRequest(int maxSamples)
        {
            _samples = new short[maxSamples];
        }

        /// <summary>Longest burst.</summary>
        public int MaxSamples
        {
            get { return _samples.Length; }
        }

        public uint Id { get; private set; }

        public int Sensor { get; private set; }

        public int SampleRateHz { get; private set; }

        public float Scale { get; private set; }

        /// <summary>What the window's frame says; 0 = unknown.</summary>
        public uint ShaftMilliHz { get; private set; }

        public ulong TimeMs { get; private set; }

        /// <summary>
        /// Asks for the first <paramref name="samples"/> of a sensor's next window, 0 = all of it; a burst on its way is given up
        /// for the newer request.
        /// </summary>
        public void Want(uint id, int sensor, int samples)
        {
            lock (_sync)
            {
                Id = id;
                Sensor = sensor;
                _wanted = samples > 0 && samples < _samples.Length ? samples : _samples.Length;
                _isWanted = true;
                _length = 0;
                _sent = 0;
            }
        }

        /// <summary>Whether this sensor's next window is asked for.</summary>
        public bool IsWanted(int sensor)
        {
            lock (_sync)
            {
                return _isWanted && Sensor == sensor;
            }
        }

        /// <summary>Takes a window's first axis as raw counts.</summary>
        public void Fill(ICapture capture, ulong timeMs, uint shaftMilliHz)
        {
            lock (_sync)
            {
                float[] window = capture.Window[0];
                float scale = capture.RawScale;
                int count = window.Length < _wanted ? window.Length : _wanted;
                for (int i = 0; i < count; i++)
                {
                    float raw = window[i] / scale;
                    _samples[i] = raw >= 32767 ? (short)32767 : raw <= -32768 ? (short)-32768
                        : (short)(raw >= 0 ? raw + 0.5f : raw - 0.5f);
                }

                SampleRateHz = capture.SampleRateHz;
                Scale = scale;
                ShaftMilliHz = shaftMilliHz;
                TimeMs = timeMs;
                _length = count;
                _sent = 0;
                _isWanted = false;
            }
        }

        /// <summary>Raw counts of the burst taken last: they stand until who asked asks again.</summary>
        public short[] Samples
        {
            get { return _samples; }
        }

        /// <summary>
        /// The next chunk of at most <paramref name="max"/> samples, for who asks for bursts: <paramref name="first"/> is its place
        /// in <see cref="Samples"/>. Returns its size, 0 when there is none. <paramref name="total"/> is the burst's size.
        /// </summary>
        public int TakeChunk(int max, out int first, out int total)
        {
            lock (_sync)
            {
                total = _length;
                first = _sent;
                int count = _length - _sent < max ? _length - _sent : max;
                _sent += count;
                return count;
            }
        }

        /// <summary>The chunk could not be handed over: take it again later.</summary>
        public void PutBack(int count)
        {
            lock (_sync)
            {
                _sent -= count;
            }
        }
    }
}
