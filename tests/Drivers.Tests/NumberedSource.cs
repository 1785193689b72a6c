using System;
using Stethos.Hal.Virtual;

namespace Stethos.Drivers.Tests
{
    /// <summary>Every sample says its number, the same on each axis: it rises by one step a sample.</summary>
    internal sealed class NumberedSource : ISignalSource
    {
        private readonly double _lowestG;
        private readonly double _stepG;

        public NumberedSource(double lowestG, double stepG)
        {
            _lowestG = lowestG;
            _stepG = stepG;
        }

        public void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count)
        {
            double first = Math.Round(startSeconds * sampleRateHz);
            for (int i = 0; i < count; i++)
            {
                destination[offset + i] = (float)(((first + i) * _stepG) + _lowestG);
            }
        }

        public int NumberOf(float valueG) => (int)Math.Round((valueG - _lowestG) / _stepG);
    }
}
