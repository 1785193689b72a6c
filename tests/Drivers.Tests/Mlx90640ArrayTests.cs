using System;
using Stethos.Drivers.Mlx90640;
using Stethos.Hal;

namespace Stethos.Drivers.Tests
{
    /// <summary>The thermal array as the node sees it.</summary>
    public sealed class Mlx90640ArrayTests
    {
        private const int Columns = Mlx90640Driver.Columns;

        private readonly Mlx90640Rig _rig = new Mlx90640Rig(Mlx90640Rig.Quiet with { Broken = new[] { 400 }, Outliers = new[] { 433 } });
        private readonly Mlx90640Array _array;
        private readonly short[] _picture = new short[Mlx90640Driver.PixelCount];

        public Mlx90640ArrayTests()
        {
            _array = new Mlx90640Array(_rig.Driver, 4000);
        }

        [Theory]
        [InlineData(1)]
        [InlineData(5)]
        [InlineData(24)]
        public void A_picture_is_the_scene_in_hundredths_of_a_degree(int rowsPerTurn)
        {
            _rig.Scene.First = -20;
            _rig.Scene.Step = 0.2;
            Assert.Equal(BusStatusCode.Ok, _array.Start());
            WaitForPicture(out int turns);
            Assert.InRange(turns, 8, 200);
            int rows = 0;
            while (rows < 24)
            {
                int wanted = Math.Min(rowsPerTurn, 24 - rows);
                Assert.Equal(wanted, _array.ReadRows(_picture, rows * Columns, wanted, out BusStatusCode status));
                Assert.Equal(BusStatusCode.Ok, status);
                rows += wanted;
            }

            Assert.Equal(0, _array.ReadRows(_picture, 0, 1, out _));
            for (int i = 0; i < _picture.Length; i++)
            {
                double tolerance = i is 400 or 433 ? 900 : 25;
                Assert.Equal(100 * _rig.Scene.At(i, 0), _picture[i], tolerance);
            }
        }

        [Fact]
        public void Old_subpages_are_passed_over()
        {
            _rig.Scene.Slope = 10;
            _array.Start();
            _rig.Clock.Advance(10000);
            double started = _rig.Clock.UptimeMs / 1000.0;
            WaitForPicture(out _);
            _array.ReadRows(_picture, 0, 24, out _);
            Assert.InRange(_picture[0] / 100.0, _rig.Scene.At(0, started), _rig.Scene.At(0, started + 0.6));
        }

        [Fact]
        public void Hotter_than_the_wire_can_say_is_its_largest_number()
        {
            _rig.Part.SetChannel(0, 400);
            _array.Start();
            WaitForPicture(out _);
            _array.ReadRows(_picture, 0, 24, out _);
            Assert.All(_picture, value => Assert.Equal(short.MaxValue, value));
        }

        [Fact]
        public void Rows_before_the_picture_is_done_are_a_fault()
        {
            _array.Start();
            _array.StartCapture();
            Assert.Equal(0, _array.ReadRows(_picture, 0, 1, out BusStatusCode status));
            Assert.Equal(BusStatusCode.BusFault, status);
        }

        [Fact]
        public void A_restart_of_the_part_is_a_fault_and_starting_again_helps()
        {
            _array.Start();
            _rig.Part.Restart();
            _rig.Clock.Advance(1000);
            Assert.Equal(BusStatusCode.BusFault, _array.StartCapture());
            Assert.False(_array.IsDone(out BusStatusCode status));
            Assert.Equal(BusStatusCode.BusFault, status);
            Assert.Equal(BusStatusCode.Ok, _array.Start());
            WaitForPicture(out _);
        }

        [Fact]
        public void A_torn_subpage_only_delays_the_picture()
        {
            _array.Start();
            Assert.Equal(BusStatusCode.Ok, _array.StartCapture());
            _rig.Clock.Advance(250);
            int transfers = 0;
            _rig.Port.BeforeTransfer = () => _rig.Clock.Advance(++transfers == 10 ? 250 : 0);
            Assert.False(_array.IsDone(out BusStatusCode status));
            Assert.Equal(BusStatusCode.Ok, status);
            Assert.Equal(1, _rig.Driver.TornSubpages);
            WaitForPicture(out _);
        }

        [Fact]
        public void A_bus_fault_is_passed_on()
        {
            _array.Start();
            _array.StartCapture();
            _rig.Clock.Advance(250);
            _rig.Bus.Faults.NackAt(_rig.Bus.TransferCount + 7);
            Assert.False(_array.IsDone(out BusStatusCode status));
            Assert.Equal(BusStatusCode.AddressNotAcknowledged, status);
        }

        private void WaitForPicture(out int turns)
        {
            Assert.Equal(BusStatusCode.Ok, _array.StartCapture());
            BusStatusCode status;
            for (turns = 0; !_array.IsDone(out status); turns++)
            {
                Assert.Equal(BusStatusCode.Ok, status);
                Assert.InRange(turns, 0, 300);
                _rig.Clock.Advance(10);
            }
        }
    }
}
