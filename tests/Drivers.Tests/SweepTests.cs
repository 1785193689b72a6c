using System;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>
    /// One test for every driver: each channel of its virtual part is held at values over the part's whole range, and what
    /// the driver reads must be within the epsilon the part states. A new driver adds a case to <see cref="Rigs"/>.
    /// </summary>
    public sealed class SweepTests
    {
        private const int Steps = 200;

        /// <summary>Reads samples of one channel into a buffer, whatever the driver; returns how many.</summary>
        private delegate int ReadChannel(int channel, float[] destinationG);

        public static TheoryData<string> Rigs { get; } = new TheoryData<string>
        {
            "ADXL1002 ±50 g",
            "ADXL1002 ±50 g without noise",
            "ADXL345 800 Hz ±16 g",
            "ADXL345 800 Hz ±16 g without noise",
            "ADXL345 100 Hz ±2 g",
            "ADXL345 3200 Hz ±8 g",
            "ADXL345 3200 Hz ±8 g without noise",
            "ADXL345 800 Hz ±4 g 10 bit without noise",
            "ADXL345 800 Hz ±16 g 10 bit"
        };

        [Theory]
        [MemberData(nameof(Rigs))]
        public void A_driver_reads_the_whole_range_within_the_stated_error(string name)
        {
            var clock = new VirtualClock();
            bool quiet = name.EndsWith("without noise", StringComparison.Ordinal);
            IVirtualPart part = name.StartsWith("ADXL1002", StringComparison.Ordinal)
                ? BuildAdxl1002(clock, quiet, out ReadChannel read)
                : BuildAdxl345(clock, quiet, name, out read);

            var samplesG = new float[1024];
            for (int channel = 0; channel < part.ChannelCount; channel++)
            {
                part.GetRange(channel, out double lowerG, out double upperG, out double epsilonG);
                Assert.True(epsilonG < 0.02 * (upperG - lowerG), $"an error of {epsilonG} g says nothing");
                for (int step = 0; step <= Steps; step++)
                {
                    double valueG = lowerG + (step * (upperG - lowerG) / Steps);
                    part.SetChannel(channel, valueG);
                    clock.Advance(200);
                    int count = read(channel, samplesG);
                    Assert.True(count > 0, $"{name}: no samples");
                    for (int i = 0; i < count; i++)
                    {
                        double errorG = Math.Abs(samplesG[i] - valueG);
                        Assert.True(errorG <= epsilonG, $"{name}, channel {channel}: {samplesG[i]} g instead of {valueG} g");
                    }
                }
            }
        }

        private static VirtualI2sConverter BuildAdxl1002(VirtualClock clock, bool quiet, out ReadChannel read)
        {
            var options = new VirtualI2sOptions { NoiseDensityMicroG = quiet ? 0 : 25, BufferCount = 2 };
            var part = new VirtualI2sConverter(clock, Machine(), options);
            var driver = new Adxl1002Driver(part, Adxl1002Driver.RangeG);
            driver.Start();
            read = (channel, destinationG) => driver.Read(destinationG, 0, destinationG.Length);
            return part;
        }

        private static VirtualAdxl345 BuildAdxl345(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            string[] words = name.Split(' ');
            int rateHz = int.Parse(words[1]);
            int rangeG = int.Parse(words[3].TrimStart('±'));
            var options = new VirtualAdxl345Options();
            var part = new VirtualAdxl345(clock, Machine(), quiet ? options with { NoiseDensityMicroG = new double[3] } : options);
            var bus = new VirtualI2cBus();
            bus.Attach(Adxl345Driver.AddressHigh, part);
            bool fullResolution = !name.Contains("10 bit", StringComparison.Ordinal);
            var driver = new Adxl345Driver(bus.Open(Adxl345Driver.AddressHigh), fullResolution);
            Assert.Equal(Adxl345StatusCode.Ok, driver.Configure(rateHz, rangeG, 8));

            float[][] axesG = { new float[32], new float[32], new float[32] };
            read = (channel, destinationG) =>
            {
                // A fast part's FIFO overran meanwhile and holds the newest 32; a slow one's holds all since the last read.
                int count = driver.ReadFifo(axesG, 0, 32, out Adxl345StatusCode status);
                Assert.True(status is Adxl345StatusCode.Ok or Adxl345StatusCode.Overrun, status.ToString());
                Array.Copy(axesG[channel], destinationG, count);
                return count;
            };
            return part;
        }

        private static MachineGenerator Machine() => new MachineGenerator(new MachineParameters());
    }
}
