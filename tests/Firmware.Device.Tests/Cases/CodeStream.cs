using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A converter that always has samples: its codes over and over, until it is told to have fewer.</summary>
    public sealed class CodeStream : ISampleStream
    {
        private readonly int[] _codes;
        private int _at;

        public CodeStream(int[] codes)
        {
            _codes = codes;
        }

        public int SampleRateHz
        {
            get { return 12800; }
        }

        public int LostSamples { get; set; }

        /// <summary>Samples that are ready.</summary>
        public int Ready { get; set; } = int.MaxValue;

        public bool Runs { get; private set; }

        public BusStatusCode Start()
        {
            Runs = true;
            _at = 0;
            return BusStatusCode.Ok;
        }

        public void Stop()
        {
            Runs = false;
        }

        public int Read(byte[] buffer, int offset, int count)
        {
            int samples = count / 4 < Ready ? count / 4 : Ready;
            for (int i = 0; i < samples; i++)
            {
                int word = _codes[_at % _codes.Length] << 8;
                buffer[offset + (4 * i)] = 0x5A;
                buffer[offset + (4 * i) + 1] = (byte)(word >> 8);
                buffer[offset + (4 * i) + 2] = (byte)(word >> 16);
                buffer[offset + (4 * i) + 3] = (byte)(word >> 24);
                _at++;
            }

            Ready -= samples;
            return 4 * samples;
        }
    }
}
