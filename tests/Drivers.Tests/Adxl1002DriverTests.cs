using System;
using Stethos.Drivers.Adxl1002;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    public sealed class Adxl1002DriverTests
    {
        private readonly VirtualClock _clock = new VirtualClock();
        private readonly MachineGenerator _machine = new MachineGenerator(new MachineParameters());

        [Fact]
        public void Samples_are_those_of_the_machine()
        {
            Adxl1002Driver driver = Started(new VirtualI2sOptions { NoiseDensityMicroG = 0 });
            _clock.Advance(100);
            var samples = new float[1280];
            Assert.Equal(1280, driver.Read(samples, 0, samples.Length));
            var expected = new float[1280];
            _machine.Fill(0, 0, 12800, expected, 0, expected.Length);
            for (int i = 0; i < samples.Length; i++)
            {
                Assert.Equal(expected[i], samples[i], 6e-6f);
            }
        }

        [Fact]
        public void Reading_never_waits_and_writes_only_what_was_asked()
        {
            Adxl1002Driver driver = Started(new VirtualI2sOptions());
            Assert.Equal(0, driver.Read(new float[16], 0, 16));
            _clock.Advance(20);
            float[] samples = { 99, 99, 99, 99 };
            Assert.Equal(2, driver.Read(samples, 1, 2));
            Assert.Equal(99, samples[0]);
            Assert.Equal(99, samples[3]);
            Assert.Equal(254, driver.Read(new float[300], 0, 300));
            Assert.Equal(0, _clock.WaitingThreads);
        }

        [Fact]
        public void Lost_samples_are_counted_exactly_and_reading_goes_on()
        {
            Adxl1002Driver driver = Started(new VirtualI2sOptions { BufferCount = 4 });
            var samples = new float[1024];
            _clock.Advance(20);
            Assert.Equal(256, driver.Read(samples, 0, 1024));
            _clock.Advance(1000);
            Assert.Equal(13056 - 256 - 768, driver.LostSamples);
            Assert.Equal(768, driver.Read(samples, 0, 1024));
            _clock.Advance(20);
            Assert.Equal(256, driver.Read(samples, 0, 1024));
            Assert.Equal(13056 - 256 - 768, driver.LostSamples);
        }

        [Fact]
        public void Every_sample_at_full_scale_counts_as_clipped_and_no_other()
        {
            var converter = new VirtualI2sConverter(_clock, _machine, new VirtualI2sOptions { NoiseDensityMicroG = 0 });
            var driver = new Adxl1002Driver(converter, Adxl1002Driver.RangeG);
            driver.Start();
            int expected = 0;
            foreach (double valueG in new[] { 49.99, 50.0, -49.99, -50.0, 80.0, -80.0, 0.0 })
            {
                converter.SetChannel(0, valueG);
                _clock.Advance(20);
                Assert.Equal(256, driver.Read(new float[256], 0, 256));
                expected += Math.Abs(valueG) >= 50 ? 256 : 0;
                Assert.Equal(expected, driver.ClippedSamples);
            }
        }

        [Fact]
        public void A_converter_that_does_not_start_is_reported()
        {
            var converter = new VirtualI2sConverter(_clock, _machine, new VirtualI2sOptions { StartResult = BusStatusCode.BusFault });
            var driver = new Adxl1002Driver(converter, Adxl1002Driver.RangeG);
            Assert.Equal(BusStatusCode.BusFault, driver.Start());
            _clock.Advance(100);
            Assert.Equal(0, driver.Read(new float[256], 0, 256));
        }

        [Fact]
        public void Stopping_ends_the_samples()
        {
            Adxl1002Driver driver = Started(new VirtualI2sOptions());
            driver.Stop();
            _clock.Advance(100);
            Assert.Equal(0, driver.Read(new float[256], 0, 256));
        }

        [Fact]
        public void Wrong_arguments_are_refused()
        {
            var converter = new VirtualI2sConverter(_clock, _machine, new VirtualI2sOptions());
            Assert.Throws<ArgumentException>(() => new Adxl1002Driver(converter, 0));
            Assert.Throws<ArgumentException>(() => new Adxl1002Driver(converter, float.NaN));
            var driver = new Adxl1002Driver(converter, 50);
            Assert.Throws<ArgumentException>(() => driver.Read(new float[4], 2, 3));
        }

        private Adxl1002Driver Started(VirtualI2sOptions options)
        {
            var driver = new Adxl1002Driver(new VirtualI2sConverter(_clock, _machine, options), Adxl1002Driver.RangeG);
            Assert.Equal(BusStatusCode.Ok, driver.Start());
            return driver;
        }
    }
}
