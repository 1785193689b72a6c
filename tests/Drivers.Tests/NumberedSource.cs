using System;
using Stethos.Hal.Virtual;

namespace Stethos.Drivers.Tests
{
    /// <summary>Every sample says its number: one count of 1/256 g more each, from -16 g on.</summary>
    internal sealed class NumberedSource : ISignalSource
    {
        public void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count)
        {
            double first = Math.Round(startSeconds * sampleRateHz);
            for (int i = 0; i < count; i++)
            {
                destination[offset + i] = (float)(((first + i) / 256) - 16);
            }
        }

        public static int NumberOf(float valueG) => (int)Math.Round((valueG + 16) * 256);
    }
}
