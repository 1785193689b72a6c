using nanoFramework.TestFramework;
using Stethos.Drivers.ArduCam;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The camera against the registers of its two chips.</summary>
    [TestClass]
    public class CameraCases
    {
        [TestMethod]
        public void A_picture_is_read_row_by_row_from_the_fifo()
        {
            CameraParts parts = new CameraParts(new TurnedClock());
            Assert.IsTrue(parts.Driver.Configure(ArduCamFormat.Luma) == ArduCamStatusCode.Ok, "configured");
            Assert.IsTrue(
                parts.Sensor.Registers[0x5A] == 40 && parts.Sensor.Registers[0x5B] == 30 && parts.Sensor.Registers[0xDA] == 0,
                "160 by 120, luma and colour");
            byte[] shown = ShownPicture.Make(-1);
            ArduCamStatusCode status;
            parts.Driver.StartCapture();
            Assert.IsTrue(parts.Chip.Registers[0x04] == 0x02, "started");
            Assert.IsTrue(!parts.Driver.IsDone(out status) && status == ArduCamStatusCode.Ok, "not yet");
            parts.Show(ShownPicture.Yuyv(shown));
            Assert.IsTrue(parts.Driver.IsDone(out status) && parts.Driver.CapturedBytes == 38400, "there");
            byte[] rows = new byte[ShownPicture.Width * 30];
            for (int at = 0; at < shown.Length; at += rows.Length)
            {
                Assert.IsTrue(parts.Driver.ReadLuma(rows, 0, 30, out status) == 30 && status == ArduCamStatusCode.Ok, "30 rows");
                for (int i = 0; i < rows.Length; i++)
                {
                    if (rows[i] != shown[at + i])
                    {
                        Assert.IsTrue(false, "pixel " + (at + i).ToString());
                    }
                }
            }

            Assert.IsTrue(parts.Driver.ReadLuma(rows, 0, 1, out status) == 0, "nothing after the last row");
        }

        [TestMethod]
        public void A_jpeg_ends_where_it_says()
        {
            CameraParts parts = new CameraParts(new TurnedClock());
            parts.Driver.Configure(ArduCamFormat.Jpeg);
            byte[] content = new byte[1000];
            content[0] = 0xFF;
            content[1] = 0xD8;
            content[699] = 0xFF;
            content[700] = 0xD9;
            ArduCamStatusCode status;
            parts.Driver.StartCapture();
            parts.Show(content);
            Assert.IsTrue(parts.Driver.IsDone(out status), "there");
            byte[] read = new byte[1000];
            Assert.IsTrue(parts.Driver.ReadJpeg(read, 0, 1000, out status) == 701, "without what follows its end");
            Assert.IsTrue(status == ArduCamStatusCode.Ok && read[1] == 0xD8 && read[700] == 0xD9, "its bytes");
        }

        [TestMethod]
        public void Parts_that_are_not_there_and_pictures_that_are_none_are_told()
        {
            CameraParts parts = new CameraParts(new TurnedClock());
            parts.Driver.Configure(ArduCamFormat.Luma);
            int transfers = parts.Sensor.Transfers;
            ArduCamStatusCode status;
            parts.Driver.StartCapture();
            parts.Show(new byte[38000]);
            Assert.IsTrue(!parts.Driver.IsDone(out status) && status == ArduCamStatusCode.CorruptData, "too short");
            parts.Driver.StartCapture();
            parts.Show(new byte[38400]);
            parts.Driver.IsDone(out status);
            byte[] row = new byte[ShownPicture.Width];
            Assert.IsTrue(parts.Driver.ReadLuma(row, 0, 1, out status) == 0 && status == ArduCamStatusCode.CorruptData, "a line held low");
            parts.Sensor.Registers[0x0A] = 0x25;
            Assert.IsTrue(parts.Driver.Configure(ArduCamFormat.Luma) == ArduCamStatusCode.WrongDeviceId, "another sensor");
            for (int n = 0; n < transfers; n++)
            {
                parts = new CameraParts(new TurnedClock());
                parts.Sensor.FailsAt = n;
                Assert.IsTrue(
                    parts.Driver.Configure(ArduCamFormat.Luma) == ArduCamStatusCode.AddressNotAcknowledged, "transfer " + n.ToString());
            }

            parts = new CameraParts(new TurnedClock());
            parts.Chip.GiveBytes(0x00, new byte[] { 0xFF });
            Assert.IsTrue(parts.Driver.Configure(ArduCamFormat.Luma) == ArduCamStatusCode.WrongDeviceId, "no FIFO chip");
        }
    }
}
