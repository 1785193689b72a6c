using System;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Adxl355;
using Stethos.Drivers.Iis3dwb;
using Stethos.Drivers.Kx134;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Stethos.Hal.Virtual.Spi;

namespace Stethos.Drivers.Tests
{
    /// <summary>
    /// One test for every driver: each channel of its virtual part is held at values over the part's whole range, and what
    /// the driver reads must be within the epsilon the part states. A new driver adds a case to <see cref="Rigs"/>.
    /// </summary>
    public sealed class SweepTests
    {
        private const int Steps = 200;

        /// <summary>Reads what the part's FIFO holds.</summary>
        private delegate int ReadAll(float[][] axesG, out PartStatusCode status);

        public static TheoryData<string> Rigs { get; } = new TheoryData<string>
        {
            "ADXL1002 ±50 g",
            "ADXL1002 ±50 g without noise",
            "ADXL1002 48000 Hz ±50 g",
            "ADXL345 800 Hz ±16 g",
            "ADXL345 800 Hz ±16 g without noise",
            "ADXL345 100 Hz ±2 g",
            "ADXL345 3200 Hz ±8 g",
            "ADXL345 3200 Hz ±8 g without noise",
            "ADXL345 800 Hz ±4 g 10 bit without noise",
            "ADXL345 800 Hz ±16 g 10 bit",
            "ADXL355 1000 Hz ±8 g",
            "ADXL355 1000 Hz ±8 g without noise",
            "ADXL355 4000 Hz ±4 g",
            "ADXL355 125 Hz ±2 g without noise",
            "KX134 1600 Hz ±16 g",
            "KX134 1600 Hz ±16 g without noise",
            "KX134 3200 Hz ±64 g",
            "KX134 100 Hz ±8 g without noise",
            "IIS3DWB 26667 Hz ±2 g",
            "IIS3DWB 26667 Hz ±4 g without noise",
            "IIS3DWB 26667 Hz ±8 g without noise",
            "IIS3DWB 26667 Hz ±16 g",
            "ArduCAM 160 × 120 grey",
            "MLX90640 8 Hz",
            "MLX90640 8 Hz without noise",
            "Tachometer 1 pulse a turn",
            "Tachometer 4 pulses a turn with jitter",
            "MAX17048"
        };

        [Theory]
        [MemberData(nameof(Rigs))]
        public void A_driver_reads_the_whole_range_within_the_stated_error(string name)
        {
            var clock = new VirtualClock { AdvancesOnWait = true };
            ReadChannel read;
            bool quiet = name.EndsWith("without noise", StringComparison.Ordinal);
            IVirtualPart part = name.Split(' ')[0] switch
            {
                "ADXL1002" => BuildAdxl1002(clock, quiet, name, out read),
                "ADXL345" => BuildAdxl345(clock, quiet, name, out read),
                "ADXL355" => BuildAdxl355(clock, quiet, name, out read),
                "KX134" => BuildKx134(clock, quiet, name, out read),
                "IIS3DWB" => BuildIis3dwb(clock, quiet, name, out read),
                "ArduCAM" => ArduCamRig.Sweep(clock, out read),
                "MAX17048" => Max17048Rig.Sweep(clock, out read),
                "Tachometer" => TachometerRig.Sweep(clock, name, out read),
                "MLX90640" => Mlx90640Rig.Sweep(clock, quiet, out read),
                _ => throw new ArgumentException(name)
            };

            var samplesG = new float[1024];
            for (int channel = 0; channel < part.ChannelCount; channel++)
            {
                part.GetRange(channel, out double lowerG, out double upperG, out double epsilonG);
                Assert.True(epsilonG < 0.02 * (upperG - lowerG), $"an error of {epsilonG} says nothing");
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
                        Assert.True(errorG <= epsilonG, $"{name}, channel {channel}: {samplesG[i]} instead of {valueG}");
                    }
                }
            }
        }

        private static VirtualI2sConverter BuildAdxl1002(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            var options = new VirtualI2sOptions { NoiseDensityMicroG = quiet ? 0 : 25, BufferCount = 2 };
            options = name.Contains("48000", StringComparison.Ordinal) ? options with { SampleRateHz = 48000 } : options;
            var part = new VirtualI2sConverter(clock, Machine(), options);
            var driver = new Adxl1002Driver(part, Adxl1002Driver.RangeG);
            driver.Start();
            read = (channel, destinationG) => driver.Read(destinationG, 0, destinationG.Length);
            return part;
        }

        private static VirtualAdxl345 BuildAdxl345(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            RateAndRange(name, out int rateHz, out int rangeG);
            var options = new VirtualAdxl345Options();
            var part = new VirtualAdxl345(clock, Machine(), quiet ? options with { NoiseDensityMicroG = new double[3] } : options);
            var bus = new VirtualI2cBus();
            bus.Attach(Adxl345Driver.AddressHigh, part);
            bool fullResolution = !name.Contains("10 bit", StringComparison.Ordinal);
            var driver = new Adxl345Driver(bus.Open(Adxl345Driver.AddressHigh), fullResolution);
            Assert.Equal(Adxl345StatusCode.Ok, driver.Configure(rateHz, rangeG, 8));

            read = Fifo(driver.TakeFifo);
            return part;
        }

        private static VirtualAdxl355 BuildAdxl355(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            RateAndRange(name, out int rateHz, out int rangeG);
            var options = new VirtualAdxl355Options();
            var part = new VirtualAdxl355(clock, Machine(), quiet ? options with { NoiseDensityMicroG = new double[3] } : options);
            var bus = new VirtualI2cBus();
            bus.Attach(Adxl355Driver.AddressHigh, part);
            var driver = new Adxl355Driver(bus.Open(Adxl355Driver.AddressHigh));
            Assert.Equal(Adxl355StatusCode.Ok, driver.Configure(rateHz, rangeG, 8));
            read = Fifo(driver.TakeFifo);
            return part;
        }

        private static VirtualKx134 BuildKx134(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            RateAndRange(name, out int rateHz, out int rangeG);
            var options = new VirtualKx134Options();
            var part = new VirtualKx134(clock, Machine(), quiet ? options with { NoiseDensityMicroG = new double[3] } : options);
            var bus = new VirtualI2cBus();
            bus.Attach(Kx134Driver.AddressHigh, part);
            var driver = new Kx134Driver(bus.Open(Kx134Driver.AddressHigh));
            Assert.Equal(Kx134StatusCode.Ok, driver.Configure(rateHz, rangeG, 8));
            read = Fifo(driver.TakeFifo);
            return part;
        }

        private static VirtualIis3dwb BuildIis3dwb(VirtualClock clock, bool quiet, string name, out ReadChannel read)
        {
            RateAndRange(name, out int rateHz, out int rangeG);
            Assert.Equal(Iis3dwbDriver.SampleRateHz, rateHz);
            var options = new VirtualIis3dwbOptions();
            var part = new VirtualIis3dwb(clock, Machine(), quiet ? options with { NoiseDensityMicroG = new double[3] } : options);
            var bus = new VirtualSpiBus();
            bus.Attach(0, part);
            var driver = new Iis3dwbDriver(bus.Open(0));
            Assert.Equal(Iis3dwbStatusCode.Ok, driver.Configure(rangeG));
            read = Fifo((float[][] axesG, out PartStatusCode status) =>
            {
                Assert.Equal(Iis3dwbStatusCode.Ok, driver.StartSnapshot());
                clock.Advance(20);
                return driver.TakeFifo(axesG, out status);
            });
            return part;
        }

        // A fast part's FIFO overran meanwhile and holds the newest samples; a slow one's holds all since the last read.
        private static ReadChannel Fifo(ReadAll readAll)
        {
            float[][] axesG = { new float[512], new float[512], new float[512] };
            return (channel, destinationG) =>
            {
                int count = readAll(axesG, out PartStatusCode status);
                Assert.True(status is PartStatusCode.Ok or PartStatusCode.Overrun, status.ToString());
                Array.Copy(axesG[channel], destinationG, count);
                return count;
            };
        }

        private static void RateAndRange(string name, out int rateHz, out int rangeG)
        {
            string[] words = name.Split(' ');
            rateHz = int.Parse(words[1]);
            rangeG = int.Parse(words[3].TrimStart('±'));
        }

        private static MachineGenerator Machine() => new MachineGenerator(new MachineParameters());
    }
}
