namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>A source whose samples say which sample they are: value = time times slope, plus the channel.</summary>
    internal sealed class Ramp : ISignalSource
    {
        private readonly double _slopeGPerSecond;

        public Ramp(double slopeGPerSecond)
        {
            _slopeGPerSecond = slopeGPerSecond;
        }

        /// <summary>Samples asked for so far.</summary>
        public long Pulled { get; private set; }

        public void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count)
        {
            Pulled += count;
            for (int i = 0; i < count; i++)
            {
                destination[offset + i] = (float)(channel + ((startSeconds + (i / sampleRateHz)) * _slopeGPerSecond));
            }
        }
    }
}
