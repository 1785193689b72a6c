using System;
using Stethos.Drivers.ArduCam;
using Stethos.Hal.Parts;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Drivers.Tests
{
    public sealed class ArduCamDriverTests
    {
        private const int Width = ArduCamDriver.LumaWidth;
        private const int Height = ArduCamDriver.LumaHeight;

        private readonly ArduCamRig _rig = new ArduCamRig(new VirtualArduCamOptions());

        [Fact]
        public void The_status_has_the_numbers_all_parts_share()
        {
            foreach (ArduCamStatusCode own in Enum.GetValues<ArduCamStatusCode>())
            {
                string expected = (int)own >= 10 ? ((int)own).ToString() : own.ToString();
                Assert.Equal(expected, ((PartStatusCode)own).ToString());
            }
        }

        [Fact]
        public void A_picture_read_row_by_row_is_the_source_at_the_start_of_the_frame()
        {
            _rig.Configure(ArduCamFormat.Luma);
            _rig.Clock.Advance(1000 - _rig.Clock.UptimeMs);
            Assert.Equal(ArduCamStatusCode.Ok, _rig.Driver.StartCapture());
            _rig.Clock.Advance(ArduCamRig.CaptureMs);
            Assert.True(_rig.Driver.IsDone(out _));
            Assert.Equal(38400, _rig.Driver.CapturedBytes);
            var row = new byte[Width + 2];
            for (int y = 0; y < Height; y++)
            {
                Assert.Equal(1, _rig.Driver.ReadLuma(row, 1, 1, out ArduCamStatusCode status));
                Assert.Equal(ArduCamStatusCode.Ok, status);
                for (int x = 0; x < Width; x++)
                {
                    Assert.Equal(Gradient.At(31 / 30.0, x, y), row[x + 1]);
                }
            }

            Assert.Equal((0, 0), (row[0], row[Width + 1]));
            Assert.Equal(0, _rig.Driver.ReadLuma(row, 0, 1, out ArduCamStatusCode after));
            Assert.Equal(ArduCamStatusCode.Ok, after);
        }

        [Fact]
        public void A_larger_scene_is_scaled()
        {
            var clock = new VirtualClock { AdvancesOnWait = true };
            var rig = new ArduCamRig(new VirtualArduCamOptions(), new Gradient(320, 360), clock);
            rig.AssertWorks();
            Assert.Equal(2, (byte)(rig.Picture[1] - rig.Picture[0]));
            Assert.Equal(9, (byte)(rig.Picture[Width] - rig.Picture[0]));
        }

        [Fact]
        public void A_picture_takes_up_to_two_frames_and_is_not_given_out_before()
        {
            _rig.Configure(ArduCamFormat.Luma);
            Assert.False(_rig.Driver.IsDone(out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.NoPicture, status);
            _rig.Driver.StartCapture();
            _rig.Clock.Advance(33);
            Assert.False(_rig.Driver.IsDone(out status));
            Assert.Equal(ArduCamStatusCode.Ok, status);
            Assert.Equal(0, _rig.Driver.ReadLuma(_rig.Picture, 0, 1, out status));
            Assert.Equal(ArduCamStatusCode.NoPicture, status);
            _rig.Clock.Advance(34);
            Assert.True(_rig.Driver.IsDone(out _));
        }

        [Fact]
        public void A_new_capture_gives_up_the_old_picture()
        {
            _rig.AssertWorks();
            byte before = _rig.Picture[0];
            _rig.Capture();
            _rig.Driver.ReadLuma(_rig.Picture, 0, 60, out _);
            _rig.Clock.Advance(500);
            _rig.Capture();
            Assert.Equal(Height, _rig.Driver.ReadLuma(_rig.Picture, 0, Height, out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.Ok, status);
            Assert.NotEqual(before, _rig.Picture[0]);
            Assert.Equal((byte)(_rig.Picture[0] + Width - 1), _rig.Picture[Width - 1]);
        }

        [Fact]
        public void The_first_modules_begin_with_a_byte_that_means_nothing()
        {
            var rig = new ArduCamRig(new VirtualArduCamOptions { LeadingBytes = 1 });
            rig.Driver.LeadingBytes = 1;
            rig.AssertWorks();
            Assert.Equal(1, (byte)(rig.Picture[1] - rig.Picture[0]));
        }

        [Theory]
        [InlineData(0x2641, ArduCamStatusCode.Ok)]
        [InlineData(0x2642, ArduCamStatusCode.Ok)]
        [InlineData(0x2640, ArduCamStatusCode.WrongDeviceId)]
        [InlineData(0x7742, ArduCamStatusCode.WrongDeviceId)]
        public void Only_an_OV2640_is_accepted(int productId, ArduCamStatusCode expected)
        {
            var rig = new ArduCamRig(new VirtualArduCamOptions { ProductId = productId });
            Assert.Equal(expected, rig.Driver.Configure(ArduCamFormat.Luma));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void A_missing_FIFO_chip_is_told_from_a_present_one(bool high)
        {
            _rig.Spi.Faults.MutedBetween(0, long.MaxValue, high);
            Assert.Equal(ArduCamStatusCode.WrongDeviceId, _rig.Driver.Configure(ArduCamFormat.Luma));
        }

        [Theory]
        [InlineData(true)]
        [InlineData(false)]
        public void A_line_held_at_one_level_gives_no_picture(bool high)
        {
            _rig.Configure(ArduCamFormat.Luma);
            _rig.Capture();
            Assert.Equal(2, _rig.Driver.ReadLuma(_rig.Picture, 0, 2, out _));
            _rig.Spi.Faults.MutedBetween(_rig.Spi.TransferCount, long.MaxValue, high);
            Assert.Equal(0, _rig.Driver.ReadLuma(_rig.Picture, 0, 2, out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.CorruptData, status);
            _rig.Spi.Faults.Clear();
            Assert.Equal(0, _rig.Driver.ReadLuma(_rig.Picture, 0, 2, out status));
            Assert.Equal(ArduCamStatusCode.NoPicture, status);
            _rig.AssertWorks();
        }

        [Theory]
        [InlineData(0)]
        [InlineData(255)]
        public void Black_and_white_pictures_are_no_fault(int grey)
        {
            _rig.Part.SetChannel(0, grey);
            _rig.AssertWorks();
            Assert.All(_rig.Picture, value => Assert.Equal(grey, value));
        }

        [Fact]
        public void A_sensor_that_lost_its_settings_is_noticed()
        {
            _rig.Configure(ArduCamFormat.Luma);
            _rig.Part.Sensor.PowerUp();
            _rig.Driver.StartCapture();
            _rig.Clock.Advance(ArduCamRig.CaptureMs);
            Assert.False(_rig.Driver.IsDone(out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.CorruptData, status);
            _rig.AssertWorks();
        }

        [Fact]
        public void Every_faulty_transfer_of_a_picture_is_reported_and_the_next_picture_is_whole()
        {
            _rig.AssertWorks();
            long spiBefore = _rig.Spi.TransferCount;
            long i2cBefore = _rig.I2c.TransferCount;
            _rig.AssertWorks();
            long spiTransfers = _rig.Spi.TransferCount - spiBefore;
            long i2cTransfers = _rig.I2c.TransferCount - i2cBefore;
            Assert.True(spiTransfers > Height && i2cTransfers > 30, $"{spiTransfers} and {i2cTransfers} transfers");
            for (int n = 0; n < spiTransfers; n++)
            {
                _rig.Spi.Faults.FailAt(_rig.Spi.TransferCount + n);
                Assert.Equal(ArduCamStatusCode.BusFault, TakePicture(ArduCamFormat.Luma));
                _rig.Spi.Faults.Clear();
                _rig.Spi.Faults.PartialAt(_rig.Spi.TransferCount + n, 1);
                Assert.Equal(ArduCamStatusCode.PartialTransfer, TakePicture(ArduCamFormat.Luma));
                _rig.Spi.Faults.Clear();
            }

            for (int n = 0; n < i2cTransfers; n++)
            {
                _rig.I2c.Faults.NackAt(_rig.I2c.TransferCount + n);
                Assert.Equal(ArduCamStatusCode.AddressNotAcknowledged, TakePicture(ArduCamFormat.Luma));
                _rig.I2c.Faults.Clear();
            }

            _rig.AssertWorks();
        }

        [Fact]
        public void A_stuck_bus_is_a_timeout_on_either_side()
        {
            _rig.Spi.Faults.StuckBetween(0, long.MaxValue);
            Assert.Equal(ArduCamStatusCode.Timeout, _rig.Driver.Configure(ArduCamFormat.Luma));
            Assert.Equal(ArduCamStatusCode.Timeout, _rig.Driver.StartCapture());
            Assert.False(_rig.Driver.IsDone(out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.NoPicture, status);
            _rig.Spi.Faults.Clear();
            _rig.I2c.Faults.StuckBetween(0, long.MaxValue);
            Assert.Equal(ArduCamStatusCode.Timeout, _rig.Driver.Configure(ArduCamFormat.Luma));
            _rig.I2c.Faults.Clear();
            _rig.AssertWorks();
        }

        [Theory]
        [InlineData(1)]
        [InlineData(7)]
        [InlineData(320)]
        [InlineData(1000)]
        public void A_JPEG_comes_whole_and_without_padding_in_pieces_of_any_size(int piece)
        {
            byte[] jpeg = StillJpeg.Make(7000, seed: 3);
            ArduCamRig rig = JpegRig(jpeg);
            var read = new byte[jpeg.Length + piece];
            int length = 0;
            int count;
            do
            {
                count = rig.Driver.ReadJpeg(read, length, piece, out ArduCamStatusCode status);
                Assert.Equal(ArduCamStatusCode.Ok, status);
                length += count;
            }
            while (count > 0);

            Assert.Equal(jpeg, read.AsSpan(0, length).ToArray());
            Assert.Equal(7168, rig.Driver.CapturedBytes);
        }

        [Fact]
        public void A_JPEG_without_an_end_is_corrupt()
        {
            byte[] jpeg = StillJpeg.Make(2048, seed: 3);
            jpeg[^1] = 0;
            ArduCamRig rig = JpegRig(jpeg);
            rig.Driver.ReadJpeg(new byte[3000], 0, 3000, out ArduCamStatusCode status);
            Assert.Equal(ArduCamStatusCode.CorruptData, status);
        }

        [Fact]
        public void A_JPEG_without_a_start_is_corrupt()
        {
            byte[] jpeg = StillJpeg.Make(2048, seed: 3);
            jpeg[1] = 0;
            ArduCamRig rig = JpegRig(jpeg);
            Assert.Equal(0, rig.Driver.ReadJpeg(new byte[3000], 0, 3000, out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.CorruptData, status);
        }

        [Fact]
        public void A_full_FIFO_is_no_picture()
        {
            var options = new VirtualArduCamOptions { Jpeg = new StillJpeg(StillJpeg.Make(500000, seed: 3)) };
            var rig = new ArduCamRig(options);
            rig.Configure(ArduCamFormat.Jpeg);
            rig.Driver.StartCapture();
            rig.Clock.Advance(ArduCamRig.CaptureMs);
            Assert.False(rig.Driver.IsDone(out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.CorruptData, status);
        }

        [Fact]
        public void A_picture_of_the_other_format_is_not_read()
        {
            ArduCamRig rig = JpegRig(StillJpeg.Make(2048, seed: 3));
            Assert.Equal(0, rig.Driver.ReadLuma(_rig.Picture, 0, 1, out ArduCamStatusCode status));
            Assert.Equal(ArduCamStatusCode.NoPicture, status);
        }

        [Fact]
        public void Wrong_arguments_are_refused()
        {
            Assert.Throws<ArgumentException>(() => _rig.Driver.ReadLuma(new byte[Width], 1, 1, out _));
            Assert.Throws<ArgumentException>(() => _rig.Driver.ReadJpeg(new byte[10], 5, 6, out _));
        }

        private static ArduCamRig JpegRig(byte[] jpeg)
        {
            var rig = new ArduCamRig(new VirtualArduCamOptions { Jpeg = new StillJpeg(jpeg) });
            rig.Configure(ArduCamFormat.Jpeg);
            rig.Capture();
            return rig;
        }

        /// <summary>A picture as a node takes it; the first status that is not Ok.</summary>
        private ArduCamStatusCode TakePicture(ArduCamFormat format)
        {
            ArduCamStatusCode status = _rig.Driver.Configure(format);
            status = status == ArduCamStatusCode.Ok ? _rig.Driver.StartCapture() : status;
            _rig.Clock.Advance(ArduCamRig.CaptureMs);
            if (status == ArduCamStatusCode.Ok)
            {
                _rig.Driver.IsDone(out status);
            }

            if (status == ArduCamStatusCode.Ok)
            {
                _rig.Driver.ReadLuma(_rig.Picture, 0, Height, out status);
            }

            return status;
        }
    }
}
