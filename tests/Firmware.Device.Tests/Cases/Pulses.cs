using Stethos.Hal;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Edges at an even distance.</summary>
    public sealed class Pulses : IPulseInput
    {
        private readonly long _distanceUs;
        private long _nextUs;

        public Pulses(long distanceUs)
        {
            _distanceUs = distanceUs;
        }

        public long NowUs { get; private set; }

        public int LostEdges
        {
            get { return 0; }
        }

        public BusStatusCode Start()
        {
            return BusStatusCode.Ok;
        }

        public void Stop()
        {
        }

        public int Take(long[] timesUs, int offset, int count)
        {
            int taken = 0;
            while (taken < count && _nextUs <= NowUs)
            {
                timesUs[offset + taken] = _nextUs;
                _nextUs += _distanceUs;
                taken++;
            }

            return taken;
        }

        public void Advance(long us)
        {
            NowUs += us;
        }
    }
}
