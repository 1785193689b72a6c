using System;
using System.Diagnostics;
using Stethos.Hal.Virtual.Signals;
using Xunit.Abstractions;

namespace Stethos.Hal.Virtual.Tests
{
    public sealed class MachineGeneratorTests
    {
        private const double RateHz = 12800;
        private const double CarrierHz = 3200;

        // A line in the envelope counts when it stands this far over its surroundings; a healthy one must stay below.
        private const double ClearLine = 8;

        private static readonly BearingOrders Orders = BearingOrders.Skf6205;

        private readonly ITestOutputHelper _output;

        public MachineGeneratorTests(ITestOutputHelper output)
        {
            _output = output;
        }

        [Fact]
        public void Equal_seeds_give_equal_samples_and_others_do_not()
        {
            var outer = new MachineParameters { Fault = MachineFault.Outer, Seed = 42 };
            float[] first = Samples(new MachineGenerator(outer), 0, 0, 5000);
            float[] second = Samples(new MachineGenerator(outer), 0, 0, 5000);
            float[] other = Samples(new MachineGenerator(outer with { Seed = 43 }), 0, 0, 5000);
            Assert.Equal(first, second);
            Assert.NotEqual(first, other);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(7)]
        [InlineData(256)]
        [InlineData(1000)]
        [InlineData(4096)]
        public void Portions_do_not_change_the_samples(int portion)
        {
            var parameters = new MachineParameters { Fault = MachineFault.Inner, FaultStartSeconds = 0.1, FaultGrowthSeconds = 0.2 };
            float[] whole = Samples(new MachineGenerator(parameters), 0, 12.345, 8192);

            var generator = new MachineGenerator(parameters);
            var pieces = new float[8192];
            for (int at = 0; at < pieces.Length; at += portion)
            {
                generator.Fill(0, 12.345 + (at / RateHz), RateHz, pieces, at, Math.Min(portion, pieces.Length - at));
            }

            Assert.Equal(whole, pieces);
        }

        [Fact]
        public void Any_stretch_can_be_made_again_without_its_past()
        {
            var generator = new MachineGenerator(new MachineParameters { Fault = MachineFault.Ball });
            float[] late = Samples(generator, 0, 3600, 2048);
            Samples(generator, 0, 5, 2048);
            Assert.Equal(late, Samples(generator, 0, 3600, 2048));
        }

        [Theory]
        [InlineData(1)]
        [InlineData(2)]
        [InlineData(3)]
        [InlineData(99)]
        public void A_healthy_machine_is_gaussian_and_quiet(int seed)
        {
            float[] samples = Samples(new MachineGenerator(new MachineParameters { Seed = (ulong)seed }), 0, 0, 131072);
            double kurtosis = Measure.Kurtosis(samples);
            double rms = Measure.Rms(samples);
            _output.WriteLine($"seed {seed}: kurtosis {kurtosis:F3}, RMS {rms:F4} g");
            Assert.InRange(kurtosis, 2.7, 3.3);
            Assert.InRange(rms, 0.03, 0.15);
        }

        [Fact]
        public void A_healthy_envelope_has_no_bearing_line()
        {
            float[] envelope = Envelope(new MachineParameters());
            double shaftHz = new MachineParameters().ShaftHz;
            foreach (double order in new[] { Orders.Bpfo, Orders.Bpfi, Orders.TwoBsf, Orders.Ftf })
            {
                double line = Measure.LineOverFloor(envelope, order * shaftHz, RateHz);
                _output.WriteLine($"order {order}: {line:F1}");
                Assert.True(line < ClearLine, $"order {order} stands {line:F1} over its surroundings");
            }
        }

        [Theory]
        [InlineData(MachineFault.Outer)]
        [InlineData(MachineFault.Inner)]
        [InlineData(MachineFault.Ball)]
        [InlineData(MachineFault.Cage)]
        public void Each_bearing_fault_raises_its_own_envelope_line_most(MachineFault fault)
        {
            var parameters = new MachineParameters { Fault = fault };
            float[] envelope = Envelope(parameters);
            double own = Measure.Line(envelope, OrderOf(fault) * parameters.ShaftHz, RateHz);
            double overFloor = Measure.LineOverFloor(envelope, OrderOf(fault) * parameters.ShaftHz, RateHz);
            _output.WriteLine($"{fault}: {own:F4} g, {overFloor:F1} over floor");
            Assert.True(overFloor > ClearLine, $"{overFloor:F1}");
            foreach (MachineFault other in new[] { MachineFault.Outer, MachineFault.Inner, MachineFault.Ball, MachineFault.Cage })
            {
                if (other != fault)
                {
                    double foreign = Measure.Line(envelope, OrderOf(other) * parameters.ShaftHz, RateHz);
                    _output.WriteLine($"  {other}: {foreign:F4} g");

                    // Two foreign lines belong to the physics: a ball in the load zone repeats with the cage, and BPFO is
                    // the ninth harmonic of the cage (nine balls).
                    Assert.True(foreign < 0.75 * own, $"{other} {foreign:F4} against {own:F4}");
                }
            }
        }

        [Theory]
        [InlineData(MachineFault.Inner, 1.0)]
        [InlineData(MachineFault.Ball, 0.39828)]
        public void A_spot_that_moves_through_the_load_zone_has_sidebands(MachineFault fault, double spacingOrder)
        {
            var parameters = new MachineParameters { Fault = fault };
            float[] envelope = Envelope(parameters);
            double lineHz = OrderOf(fault) * parameters.ShaftHz;
            double sideband = Measure.Line(envelope, lineHz + (spacingOrder * parameters.ShaftHz), RateHz);
            double off = Measure.Line(envelope, lineHz + (1.31 * spacingOrder * parameters.ShaftHz), RateHz);
            Assert.True(sideband > 4 * off, $"{sideband:F5} against {off:F5}");
        }

        [Fact]
        public void Unbalance_raises_the_first_harmonic_only()
        {
            var healthy = new MachineParameters();
            MachineParameters ill = healthy with { Fault = MachineFault.Unbalance, Severity = 0.2 };
            float[] before = Samples(new MachineGenerator(healthy), 0, 0, 65536);
            float[] after = Samples(new MachineGenerator(ill), 0, 0, 65536);
            double firstHarmonic = Measure.Line(after, ill.ShaftHz, RateHz);
            Assert.InRange(firstHarmonic, 0.35, 0.5);
            Assert.Equal(Measure.Line(before, 2 * ill.ShaftHz, RateHz), Measure.Line(after, 2 * ill.ShaftHz, RateHz), 0.002);
        }

        [Fact]
        public void Severity_starts_and_grows_as_told()
        {
            var parameters = new MachineParameters
            {
                Fault = MachineFault.Outer,
                Severity = 1,
                FaultStartSeconds = 10,
                FaultGrowthSeconds = 20
            };
            var healthy = new MachineGenerator(parameters with { Fault = MachineFault.None });
            var generator = new MachineGenerator(parameters);
            Assert.Equal(Samples(healthy, 0, 0, 12800), Samples(generator, 0, 0, 12800));
            double early = Measure.Kurtosis(Samples(generator, 0, 11, 12800));
            double middle = Measure.Kurtosis(Samples(generator, 0, 16, 12800));
            double late = Measure.Kurtosis(Samples(generator, 0, 40, 12800));
            _output.WriteLine($"kurtosis {early:F2}, {middle:F2}, {late:F2}");
            Assert.True(early < middle && middle < late && late > 4);
        }

        [Fact]
        public void Gravity_is_on_the_axis_it_was_given_to()
        {
            var generator = new MachineGenerator(new MachineParameters { GravityG = new[] { 0.0, -1.0, 0.5 } });
            Assert.Equal(0, Measure.Mean(Samples(generator, 0, 0, 12800)), 0.01);
            Assert.Equal(-1, Measure.Mean(Samples(generator, 1, 0, 12800)), 0.01);
            Assert.Equal(0.5, Measure.Mean(Samples(generator, 2, 0, 12800)), 0.01);
        }

        [Fact]
        public void A_slow_part_does_not_hear_resonances_above_its_band()
        {
            var generator = new MachineGenerator(new MachineParameters { Fault = MachineFault.Outer, Severity = 1 });
            var samples = new float[8000];
            generator.Fill(0, 0, 800, samples, 0, samples.Length);
            Assert.True(Measure.Rms(samples) < 0.06, $"{Measure.Rms(samples):F3} g");
        }

        [Fact]
        public void One_core_makes_more_than_50_channels_in_real_time()
        {
            var generator = new MachineGenerator(new MachineParameters { Fault = MachineFault.Inner });
            var buffer = new float[256];
            Samples(generator, 0, 0, 12800);
            const int Seconds = 60;
            long started = Stopwatch.GetTimestamp();
            for (int block = 0; block < Seconds * 50; block++)
            {
                generator.Fill(0, block * 256 / RateHz, RateHz, buffer, 0, buffer.Length);
            }

            double factor = Seconds / Stopwatch.GetElapsedTime(started).TotalSeconds;
            _output.WriteLine($"{factor:F0} times real time at 12,800 Hz, one channel");
            Assert.True(factor > 50, $"{factor:F0}");
        }

        private static double OrderOf(MachineFault fault) => fault switch
        {
            MachineFault.Outer => Orders.Bpfo,
            MachineFault.Inner => Orders.Bpfi,
            MachineFault.Ball => Orders.TwoBsf,
            _ => Orders.Ftf
        };

        private static float[] Envelope(MachineParameters parameters) =>
            Measure.Envelope(Samples(new MachineGenerator(parameters), 0, 0, 65536), CarrierHz, RateHz);

        private static float[] Samples(MachineGenerator generator, int channel, double startSeconds, int count)
        {
            var samples = new float[count];
            generator.Fill(channel, startSeconds, RateHz, samples, 0, count);
            return samples;
        }
    }
}
