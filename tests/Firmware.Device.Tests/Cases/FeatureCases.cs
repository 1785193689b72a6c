using System;
using nanoFramework.TestFramework;
using Stethos.Features;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>Features whose value is known on paper, within float precision of the device's Math.</summary>
    [TestClass]
    public class FeatureCases
    {
        [TestMethod]
        public void A_transform_finds_its_line_and_comes_back()
        {
            float[] re = new float[256];
            float[] im = new float[256];
            float[] before = new float[256];
            for (int i = 0; i < 256; i++)
            {
                before[i] = (float)Math.Cos(2 * Math.PI * 19 * i / 256);
                re[i] = before[i];
            }

            Fft fft = new Fft(256);
            fft.Forward(re, im);
            Near(128f, re[19], 1e-3f, "the line");
            for (int i = 0; i <= 128; i++)
            {
                if (i != 19)
                {
                    Near(0f, re[i], 1e-3f, "bin " + i.ToString());
                }
            }

            fft.Inverse(re, im);
            for (int i = 0; i < 256; i++)
            {
                Near(before[i], re[i], 1e-5f, "sample " + i.ToString());
            }
        }

        [TestMethod]
        public void A_sine_has_the_statistics_of_a_sine()
        {
            float[] samples = Sine(1000, 50, 2f, 800);
            TimeStatistics statistics = new TimeStatistics();
            statistics.ComputeCentral(samples, 0, 800);
            Near(1.41421356f, statistics.Rms, 1e-4f, "RMS");
            Near(1.5f, statistics.Kurtosis, 1e-3f, "kurtosis");
        }

        [TestMethod]
        public void A_window_gives_all_its_features()
        {
            float[][] window = new float[][] { Sine(800, 25, 1f, 256) };
            VibrationExtractor extractor = new VibrationExtractor(256, 1, false);
            VibrationFeatures features = new VibrationFeatures(1);
            extractor.Compute(window, 800, 25, null, 100, 300, features);
            Near(0.70710678f, features.Statistics[0][StatisticIndex.Rms], 1e-3f, "RMS");
        }

        private static float[] Sine(float rateHz, float hz, float amplitude, int count)
        {
            float[] samples = new float[count];
            for (int i = 0; i < count; i++)
            {
                samples[i] = amplitude * (float)Math.Sin(2 * Math.PI * hz * i / rateHz);
            }

            return samples;
        }

        private static void Near(float expected, float actual, float tolerance, string what)
        {
            float off = expected < actual ? actual - expected : expected - actual;
            Assert.IsTrue(off <= tolerance, what + ": " + actual.ToString());
        }
    }
}
