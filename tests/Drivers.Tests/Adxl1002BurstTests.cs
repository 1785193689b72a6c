using System;
using Stethos.Drivers.Adxl1002;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    /// <summary>Bursts at every rate the front end is used at.</summary>
    public sealed class Adxl1002BurstTests
    {
        private const int Settle = Adxl1002Burst.Pcm1808SettleSamples;

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly MachineGenerator _machine = new MachineGenerator(new MachineParameters());
        private readonly float[] _samples = new float[8192];

        [Theory]
        [InlineData(12800)]
        [InlineData(16000)]
        [InlineData(25600)]
        [InlineData(32000)]
        [InlineData(44100)]
        [InlineData(48000)]
        public void A_burst_is_the_machine_without_a_gap_and_the_converter_stops(int rateHz)
        {
            Adxl1002Driver driver = Driver(Quiet(rateHz), out VirtualI2sConverter converter);
            var burst = new Adxl1002Burst(driver, Settle);
            Assert.Equal(BusStatusCode.Ok, burst.Begin(_samples, _samples.Length));
            int polls = Run(burst, 10);
            Assert.Equal((Adxl1002BurstCode.Done, 8192, 0), (burst.State, burst.Filled, burst.Clipped));
            Assert.InRange(polls * 10, (Settle + 8192) * 1000 / rateHz, ((Settle + 8192) * 1000 / rateHz) + 40);
            var expected = new float[8192];
            _machine.Fill(0, Settle / (double)rateHz, rateHz, expected, 0, expected.Length);
            for (int i = 0; i < expected.Length; i++)
            {
                Assert.Equal(expected[i], _samples[i], 7e-6f);
            }

            _clock.Advance(1000);
            Assert.Equal(0, driver.Read(new float[16], 0, 16));
            Assert.Equal(0, converter.LostSamples);
        }

        [Theory]
        [InlineData(12800, 120, Adxl1002BurstCode.Done)]
        [InlineData(12800, 180, Adxl1002BurstCode.Gap)]
        [InlineData(48000, 30, Adxl1002BurstCode.Done)]
        [InlineData(48000, 50, Adxl1002BurstCode.Gap)]
        public void Polling_too_seldom_is_told(int rateHz, int pollMs, Adxl1002BurstCode expected)
        {
            var burst = new Adxl1002Burst(Driver(Quiet(rateHz), out _), 0);
            burst.Begin(_samples, _samples.Length);
            Run(burst, pollMs);
            Assert.Equal(expected, burst.State);
        }

        [Fact]
        public void Samples_before_a_gap_are_good_and_the_next_burst_is_whole()
        {
            var burst = new Adxl1002Burst(Driver(Quiet(48000), out _), 0);
            burst.Begin(_samples, _samples.Length);
            for (int i = 0; i < 5; i++)
            {
                _clock.Advance(10);
                burst.Poll();
            }

            int before = burst.Filled;
            Assert.InRange(before, 2000, 2400);
            _clock.Advance(500);
            Assert.Equal(Adxl1002BurstCode.Gap, burst.Poll());
            Assert.Equal(before, burst.Filled);
            var expected = new float[before];
            _machine.Fill(0, 0, 48000, expected, 0, before);
            Assert.Equal(expected[before - 1], _samples[before - 1], 7e-6f);
            burst.Begin(_samples, 4096);
            Run(burst, 10);
            Assert.Equal(Adxl1002BurstCode.Done, burst.State);
        }

        [Fact]
        public void Samples_lost_while_the_converter_settles_do_no_harm()
        {
            var burst = new Adxl1002Burst(Driver(Quiet(25600), out VirtualI2sConverter converter), Settle);
            burst.Begin(_samples, 1024);
            _clock.Advance(300);
            Assert.Equal(Adxl1002BurstCode.Running, burst.Poll());
            Assert.True(converter.LostSamples > 0);
            Run(burst, 20);
            Assert.Equal((Adxl1002BurstCode.Done, 1024), (burst.State, burst.Filled));
        }

        [Fact]
        public void Only_what_clips_inside_the_burst_counts()
        {
            var burst = new Adxl1002Burst(Driver(Quiet(12800), out VirtualI2sConverter converter), 2560);
            converter.SetChannel(0, 80);
            burst.Begin(_samples, 2560);
            for (int i = 0; i < 20; i++)
            {
                _clock.Advance(10);
                burst.Poll();
            }

            converter.SetChannel(0, 1);
            Run(burst, 10);
            Assert.Equal((Adxl1002BurstCode.Done, 0), (burst.State, burst.Clipped));
            converter.SetChannel(0, -80);
            burst.Begin(_samples, 512);
            Run(burst, 10);
            Assert.Equal((Adxl1002BurstCode.Done, 512), (burst.State, burst.Clipped));
        }

        [Fact]
        public void A_converter_that_does_not_start_or_is_cancelled_is_told()
        {
            var broken = new Adxl1002Burst(Driver(Quiet(12800) with { StartResult = BusStatusCode.Timeout }, out _), 0);
            Assert.Equal(BusStatusCode.Timeout, broken.Begin(_samples, 256));
            Assert.Equal(Adxl1002BurstCode.NotStarted, broken.Poll());
            Adxl1002Driver driver = Driver(Quiet(12800), out _);
            var burst = new Adxl1002Burst(driver, 0);
            burst.Begin(_samples, 256);
            burst.Cancel();
            Assert.Equal(Adxl1002BurstCode.Idle, burst.State);
            _clock.Advance(100);
            Assert.Equal(0, driver.Read(_samples, 0, 256));
        }

        [Fact]
        public void Wrong_arguments_are_refused()
        {
            var burst = new Adxl1002Burst(Driver(Quiet(12800), out _), 0);
            Assert.Throws<ArgumentException>(() => burst.Begin(_samples, 8193));
            Assert.Throws<ArgumentException>(() => burst.Begin(_samples, 0));
        }

        private static VirtualI2sOptions Quiet(int rateHz) => new VirtualI2sOptions { SampleRateHz = rateHz, NoiseDensityMicroG = 0 };

        private Adxl1002Driver Driver(VirtualI2sOptions options, out VirtualI2sConverter converter)
        {
            converter = new VirtualI2sConverter(_clock, _machine, options);
            return new Adxl1002Driver(converter, Adxl1002Driver.RangeG);
        }

        private int Run(Adxl1002Burst burst, int pollMs)
        {
            int polls = 0;
            while (burst.Poll() == Adxl1002BurstCode.Running)
            {
                _clock.Advance(pollMs);
                Assert.InRange(++polls, 0, 1000);
            }

            return polls;
        }
    }
}
