using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using Stethos.Hal.Virtual.Parts;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class VirtualI2sConverterTests
    {
        private static readonly VirtualI2sOptions Quiet = new VirtualI2sOptions { NoiseDensityMicroG = 0, BufferCount = 4 };

        private readonly VirtualClock _clock = new VirtualClock();
        private readonly Ramp _ramp = new Ramp(1.0);

        [Fact]
        public void Nothing_is_ready_before_a_buffer_is_full()
        {
            VirtualI2sConverter converter = Started(Quiet);
            _clock.Advance(19);
            Assert.Equal(0, converter.Read(new byte[1024], 0, 1024));
            _clock.Advance(1);
            Assert.Equal(1024, converter.Read(new byte[4096], 0, 4096));
        }

        [Fact]
        public void Samples_come_in_order_at_the_sampling_rate()
        {
            VirtualI2sConverter converter = Started(Quiet);
            var all = new List<double>();
            for (int i = 0; i < 100; i++)
            {
                _clock.Advance(7);
                all.AddRange(ReadG(converter, 300));
            }

            Assert.Equal(100 * 7 * 12800 / 1000 / 256 * 256, all.Count);
            for (int i = 0; i < all.Count; i++)
            {
                Assert.Equal(i / 12800.0, all[i], 1e-5);
            }

            Assert.Equal(0, converter.LostSamples);
        }

        [Theory]
        [InlineData(60, 0)]
        [InlineData(79, 0)]
        [InlineData(80, 256)]
        [InlineData(100, 512)]
        [InlineData(10000, 128000 - 768)]
        public void What_is_not_read_in_time_is_lost_and_counted_exactly(int silentMs, int lost)
        {
            VirtualI2sConverter converter = Started(Quiet);
            _clock.Advance(silentMs);
            Assert.Equal(lost, converter.LostSamples);
            List<double> samples = ReadG(converter, 100000);
            Assert.Equal(lost, converter.LostSamples);
            Assert.Equal((silentMs * 64 / 5 / 256 * 256) - lost, samples.Count);
            Assert.Equal(lost / 12800.0, samples[0], 1e-5);
        }

        [Fact]
        public void The_rest_of_a_half_read_buffer_counts_as_lost()
        {
            VirtualI2sConverter converter = Started(Quiet);
            _clock.Advance(20);
            Assert.Equal(100, ReadG(converter, 100).Count);
            _clock.Advance(1000);
            Assert.Equal(13056 - 256 - 768 + 156, converter.LostSamples);
        }

        [Fact]
        public void Time_that_nobody_reads_costs_no_samples()
        {
            VirtualI2sConverter converter = Started(Quiet);
            _clock.Advance(3600 * 1000);
            ReadG(converter, 100000);
            Assert.Equal(768, _ramp.Pulled);
        }

        [Fact]
        public void Starting_again_empties_the_buffers()
        {
            VirtualI2sConverter converter = Started(Quiet);
            _clock.Advance(1000);
            Assert.Equal(BusStatusCode.Ok, converter.Start());
            Assert.Equal(0, converter.LostSamples);
            Assert.Empty(ReadG(converter, 256));
            converter.Stop();
            _clock.Advance(1000);
            Assert.Empty(ReadG(converter, 256));
            Assert.Equal(0, converter.LostSamples);
        }

        [Fact]
        public void A_converter_that_does_not_come_up_says_so()
        {
            var converter = new VirtualI2sConverter(_clock, _ramp, Quiet with { StartResult = BusStatusCode.BusFault });
            Assert.Equal(BusStatusCode.BusFault, converter.Start());
            _clock.Advance(1000);
            Assert.Empty(ReadG(converter, 256));
        }

        [Theory]
        [InlineData(50.0, 8388607)]
        [InlineData(51.0, 8388607)]
        [InlineData(-50.0, -8388608)]
        [InlineData(-1000.0, -8388608)]
        [InlineData(25.0, 4194304)]
        [InlineData(0.0, 0)]
        public void Codes_are_24_bit_left_justified_and_clipped_at_full_scale(double valueG, int code)
        {
            VirtualI2sConverter converter = Started(Quiet);
            converter.SetChannel(0, valueG);
            _clock.Advance(20);
            var bytes = new byte[4];
            Assert.Equal(4, converter.Read(bytes, 0, 4));
            Assert.Equal(code << 8, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        }

        [Fact]
        public void Noise_has_the_density_of_the_data_sheet_and_its_seed_repeats_it()
        {
            float[] first = Noise(1);
            double expectedG = 25e-6 * Math.Sqrt(6400);
            Assert.Equal(expectedG, Measure.Rms(first), 0.02 * expectedG);
            Assert.InRange(Measure.Kurtosis(first), 2.85, 3.15);
            Assert.Equal(first, Noise(1));
            Assert.NotEqual(first, Noise(2));
        }

        [Fact]
        public void A_released_channel_hears_its_source_again()
        {
            VirtualI2sConverter converter = Started(Quiet);
            converter.SetChannel(0, 7);
            _clock.Advance(20);
            Assert.Equal(7, ReadG(converter, 256)[0], 1e-5);
            converter.SetChannel(0, double.NaN);
            _clock.Advance(20);
            Assert.Equal(0.02, ReadG(converter, 256)[0], 1e-5);
        }

        private static float[] Noise(ulong seed)
        {
            var clock = new VirtualClock();
            var converter = new VirtualI2sConverter(clock, new Ramp(0), new VirtualI2sOptions { Seed = seed, BufferCount = 200 });
            converter.Start();
            clock.Advance(2000);
            return ReadG(converter, 25600).ConvertAll(g => (float)g).ToArray();
        }

        private VirtualI2sConverter Started(VirtualI2sOptions options)
        {
            var converter = new VirtualI2sConverter(_clock, _ramp, options);
            Assert.Equal(BusStatusCode.Ok, converter.Start());
            return converter;
        }

        private static List<double> ReadG(VirtualI2sConverter converter, int samples)
        {
            var bytes = new byte[samples * 4];
            int count = converter.Read(bytes, 0, bytes.Length) / 4;
            var values = new List<double>();
            for (int i = 0; i < count; i++)
            {
                values.Add((BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(i * 4)) >> 8) * 50.0 / 8388608);
            }

            return values;
        }
    }
}
