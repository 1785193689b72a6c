using System;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Drivers.Tests
{
    public sealed class TachometerDriverTests
    {
        [Fact]
        public void The_speed_is_that_of_the_machine()
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            rig.Run(2000);
            rig.AssertRuns(29.95);
            Assert.Equal((0, 0, 0), (rig.Driver.Glitches, rig.Driver.MissedPulses, rig.Driver.LostEdges));
            rig.Machine.Parameters = rig.Machine.Parameters with { ShaftHz = 24.5 };
            rig.Run(3000);
            rig.AssertRuns(24.5);
        }

        [Fact]
        public void Without_a_pulse_nobody_knows_the_speed()
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            rig.Part.SetChannel(0, 0);
            rig.Run(10000);
            Assert.Equal(TachometerStateCode.NoSignal, rig.Driver.State);
            Assert.False(rig.Driver.TryGetMilliHz(out int milliHz));
            Assert.Equal(0, milliHz);
        }

        [Fact]
        public void A_shaft_that_stops_is_slower_at_once_and_stands_within_the_time_of_the_slowest_turn()
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            rig.Run(2000);
            rig.Part.SetChannel(0, 0);
            rig.Run(500);
            Assert.InRange(rig.Driver.MilliHz, 1, 2500);
            rig.Run(2700);
            Assert.Equal(TachometerStateCode.Stopped, rig.Driver.State);
            Assert.True(rig.Driver.TryGetMilliHz(out int milliHz));
            Assert.Equal(0, milliHz);
            rig.Part.SetChannel(0, 10);
            rig.Run(3000);
            rig.AssertRuns(10);
        }

        [Theory]
        [InlineData(3, 300)]
        [InlineData(10, 1000)]
        [InlineData(7, 12000)]
        public void Glitches_are_thrown_out(int every, double afterUs)
        {
            var rig = new TachometerRig(new VirtualPulseOptions { GlitchEvery = every, GlitchAfterUs = afterUs });
            rig.Run(3000);
            rig.AssertRuns(29.95, 0.01);
            Assert.InRange(rig.Driver.Glitches, (80 / every) - 3, (90 / every) + 3);
        }

        [Theory]
        [InlineData(5)]
        [InlineData(20)]
        public void A_missed_pulse_is_counted_in(int every)
        {
            var rig = new TachometerRig(new VirtualPulseOptions { MissEvery = every });
            rig.Run(3000);
            rig.AssertRuns(29.95, 0.01);
            Assert.InRange(rig.Driver.MissedPulses, (80 / every) - 2, (90 / every) + 2);
        }

        [Theory]
        [InlineData(30, 15)]
        [InlineData(30, 3)]
        [InlineData(15, 30)]
        [InlineData(2, 60)]
        [InlineData(60, 1)]
        public void A_sudden_change_of_speed_is_followed(double before, double after)
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            rig.Part.SetChannel(0, before);
            rig.Run(8000);
            rig.AssertRuns(before, 0.01);
            rig.Part.SetChannel(0, after);
            rig.Run(8000);
            rig.AssertRuns(after, 0.01);
        }

        [Fact]
        public void Unevenly_spaced_marks_cancel_over_whole_turns()
        {
            var rig = new TachometerRig(new VirtualPulseOptions { PulsesPerTurn = 4, UnevenMarks = 0.1 });
            rig.Run(3000);
            rig.AssertRuns(29.95, 0.01);
            Assert.InRange(rig.Driver.UnevenPerMille, 80, 120);
        }

        [Fact]
        public void Pulses_without_rhythm_are_no_speed()
        {
            var rig = new TachometerRig(new VirtualPulseOptions { JitterUs = 8000, Seed = 5 });
            rig.Run(3000);
            Assert.Equal(TachometerStateCode.Unsteady, rig.Driver.State);
            Assert.False(rig.Driver.TryGetMilliHz(out _));
            Assert.True(rig.Driver.UnevenPerMille > TachometerDriver.MaxUnevenPerMille);
        }

        [Fact]
        public void Edges_nobody_took_are_counted_and_the_speed_is_right_again()
        {
            var rig = new TachometerRig(new VirtualPulseOptions { RingEdges = 16 });
            rig.Run(2000);
            rig.Clock.Advance(5000);
            rig.Driver.Poll();
            Assert.InRange(rig.Driver.LostEdges, 125, 150);
            rig.Run(2000);
            rig.AssertRuns(29.95);
        }

        // 29.95 Hz; a busy node runs no handler for a while, and then one after the other.
        [Theory]
        [InlineData(10, 47)]
        [InlineData(70, 430)]
        [InlineData(110, 370)]
        [InlineData(150, 610)]
        [InlineData(300, 990)]
        public void Edges_that_are_timed_late_are_counted(int stallMs, int everyMs)
        {
            var clock = new VirtualClock();
            var late = new LatePulseInput(clock, 29.95, stallMs, everyMs);
            var driver = new TachometerDriver(late, 1, 100000);
            driver.Start();
            for (int turn = 0; turn < 1000; turn++)
            {
                clock.Advance(10);
                driver.Poll();
                if (turn > 200 && driver.TryGetMilliHz(out int milliHz) && !late.IsStalled)
                {
                    // The oldest and the newest edge may be off by what is left of a stall.
                    Assert.InRange(milliHz, 29_000, 31_000);
                }
            }

            Assert.Equal(TachometerStateCode.Running, driver.State);
            Assert.Equal(0, driver.Glitches);
            Assert.Equal(0, driver.MissedPulses);
        }

        [Fact]
        public void An_input_that_does_not_start_is_reported()
        {
            var rig = new TachometerRig(new VirtualPulseOptions { StartResult = BusStatusCode.BusFault });
            Assert.Equal(BusStatusCode.BusFault, rig.Start);
            rig.Run(1000);
            Assert.Equal(TachometerStateCode.NoSignal, rig.Driver.State);
        }

        [Fact]
        public void Starting_again_forgets_the_speed()
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            rig.Run(2000);
            rig.Driver.Stop();
            rig.Run(4000);
            Assert.Equal(TachometerStateCode.Stopped, rig.Driver.State);
            Assert.Equal(BusStatusCode.Ok, rig.Driver.Start());
            Assert.Equal(TachometerStateCode.NoSignal, rig.Driver.State);
            rig.Run(2000);
            rig.AssertRuns(29.95);
        }

        [Theory]
        [InlineData(0, 50000)]
        [InlineData(101, 50000)]
        [InlineData(1, 999)]
        [InlineData(1, 1000001)]
        public void Wrong_arguments_are_refused(int pulsesPerTurn, int fastestMilliHz)
        {
            var rig = new TachometerRig(new VirtualPulseOptions());
            Assert.Throws<ArgumentException>(() => new TachometerDriver(rig.Part, pulsesPerTurn, fastestMilliHz));
        }
    }
}
