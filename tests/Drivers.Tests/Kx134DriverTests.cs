using System;
using Stethos.Drivers.Kx134;
using Stethos.Hal.Parts;
using Xunit.Abstractions;

namespace Stethos.Drivers.Tests
{
    public sealed class Kx134DriverTests : BlockFifoContract
    {
        public Kx134DriverTests(ITestOutputHelper output)
            : base(output)
        {
        }

        private protected override Type StatusType => typeof(Kx134StatusCode);

        private protected override int[] RatesHz => new[] { 100, 200, 400, 800, 1600, 3200, 6400 };

        private protected override int[][] WrongSettings => new[]
        {
            new[] { 50, 16, 16 }, new[] { 12800, 16, 16 }, new[] { 1601, 16, 16 }, new[] { 0, 16, 16 }, new[] { 1600, 4, 16 },
            new[] { 1600, 128, 16 }, new[] { 1600, 24, 16 }, new[] { 1600, 16, 0 }, new[] { 1600, 16, 86 }
        };

        private protected override bool SelfTestHasASign => false;

        private protected override double[] GoodShiftG => new[] { 0.5, 0.5, 0.5 };

        [Theory]
        [InlineData(8, 1 / 4096.0)]
        [InlineData(16, 1 / 2048.0)]
        [InlineData(32, 1 / 1024.0)]
        [InlineData(64, 1 / 512.0)]
        public void A_count_is_what_the_manual_says_in_every_range(int rangeG, double gPerCount)
        {
            FifoRig rig = NewRig(new RigOptions());
            Assert.Equal(PartStatusCode.Ok, rig.Configure(1600, rangeG, 4));
            rig.Part.SetChannel(0, 1.4 * gPerCount);
            rig.Part.SetChannel(1, -1.4 * gPerCount);
            rig.Clock.Advance(10);
            rig.AssertReads(16);
            Assert.Equal((float)gPerCount, rig.AxesG[0][0]);
            Assert.Equal((float)-gPerCount, rig.AxesG[1][0]);
        }

        [Fact]
        public void A_second_configuration_is_taken_over_while_the_part_measures()
        {
            FifoRig rig = Started();
            Assert.Equal(PartStatusCode.Ok, rig.Configure(3200, 64, 16));
            rig.Part.SetChannel(0, 60);
            rig.Clock.Advance(5);
            rig.AssertReads(16);
            Assert.Equal(60, rig.AxesG[0][0], 0.01f);
        }

        [Fact]
        public void A_nack_before_the_block_does_not_empty_the_buffer()
        {
            FifoRig rig = Started();
            rig.Clock.Advance(rig.RoundMs);
            rig.Bus.Faults.NackAt(rig.Bus.TransferCount + 1);
            Assert.Equal(0, rig.Read(out _));
            Assert.Equal(FifoRig.RoundSamples, rig.Read(out PartStatusCode status));
            Assert.Equal(PartStatusCode.Overrun, status);
        }

        [Fact]
        public void A_buffer_that_cannot_be_emptied_is_emptied_later()
        {
            NumberedSource source = Numbers();
            FifoRig rig = NewRig(new RigOptions { Source = source });
            rig.Start();
            rig.Clock.Advance(rig.RoundMs);
            long next = rig.Bus.TransferCount;
            rig.Bus.Faults.PartialAt(next + 1, 10).NackAt(next + 2);
            var joins = new JoinCheck(source, "no clear");
            Assert.Equal(0, rig.Read(out _));
            Assert.Equal(0, rig.Read(out PartStatusCode status));
            Assert.Equal(PartStatusCode.AddressNotAcknowledged, status);
            rig.AssertReads(0);
            rig.Clock.Advance(rig.RoundMs);
            int count = rig.Read(out status);
            joins.Take(rig, count, status);
            Assert.Equal((FifoRig.RoundSamples, PartStatusCode.Overrun), (count, status));
        }

        private protected override FifoRig NewRig(RigOptions options) => new Kx134Rig(options);

        private protected override NumberedSource Numbers() => new NumberedSource(-16, 1 / 512.0);
    }
}
