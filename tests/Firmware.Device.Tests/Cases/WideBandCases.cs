using nanoFramework.TestFramework;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Iis3dwb;
using Stethos.Hal.Parts;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>The wide-band parts: snapshots on SPI, and an analogue front end on a converter.</summary>
    [TestClass]
    public class WideBandCases
    {
        private const int Settle = 100;

        [TestMethod]
        public void A_snapshot_is_512_samples_in_g()
        {
            SpiPart part = Snapshots();
            Iis3dwbDriver driver = new Iis3dwbDriver(part);
            Assert.IsTrue(driver.Configure(Iis3dwbDriver.DefaultRangeG) == Iis3dwbStatusCode.Ok, "configured");
            Assert.IsTrue(
                part.Registers[0x10] == 0xA4 && part.Registers[0x12] == 0x44 && part.Registers[0x09] == 0x0A, "range, order, rate");
            float[][] axes = Axes();
            Iis3dwbStatusCode status;
            Assert.IsTrue(driver.ReadSnapshot(axes, 1, out status) == 0 && status == Iis3dwbStatusCode.Ok, "begun");
            Assert.IsTrue(part.Registers[0x0A] == 0x01, "gathers, and stops when full");
            part.Registers[0x3A] = 0xFF;
            part.Registers[0x3B] = 0x01;
            Assert.IsTrue(driver.ReadSnapshot(axes, 1, out status) == 0 && status == Iis3dwbStatusCode.Ok, "511 are too few");
            part.Registers[0x3A] = 0x00;
            part.Registers[0x3B] = 0x02;
            Assert.IsTrue(driver.ReadSnapshot(axes, 1, out status) == 512 && status == Iis3dwbStatusCode.Ok, "whole");
            Assert.IsTrue(axes[0][0] == 0f && axes[0][1] == 1f && axes[1][512] == -1f && axes[2][300] == 0.5f, "in g");
            Assert.IsTrue(driver.ClippedSamples == 0, "none at the end of the range");
        }

        [TestMethod]
        public void A_snapshot_that_is_none_is_told()
        {
            float[][] axes = Axes();
            Iis3dwbStatusCode status;
            SpiPart part = Snapshots();
            Iis3dwbDriver driver = new Iis3dwbDriver(part);
            driver.Configure(Iis3dwbDriver.DefaultRangeG);
            int transfers = part.Transfers;
            driver.StartSnapshot();
            part.Registers[0x3B] = 0x03;
            Assert.IsTrue(driver.ReadSnapshot(axes, 0, out status) == 0 && status == Iis3dwbStatusCode.CorruptData, "a line held high");
            part.Registers[0x3B] = 0x02;
            byte[] words = Words();
            words[7 * 500] = 0x18;
            part.GiveBytes(0x78, words);
            driver.StartSnapshot();
            Assert.IsTrue(driver.ReadSnapshot(axes, 0, out status) == 0 && status == Iis3dwbStatusCode.CorruptData, "another tag");
            part.Registers[0x0F] = 0x6B;
            Assert.IsTrue(driver.Configure(16) == Iis3dwbStatusCode.WrongDeviceId, "another part");
            Assert.IsTrue(driver.Configure(3) == Iis3dwbStatusCode.InvalidSetting, "no such range");
            for (int n = 0; n < transfers; n++)
            {
                part = Snapshots();
                part.FailsAt = n;
                driver = new Iis3dwbDriver(part);
                Assert.IsTrue(driver.Configure(16) == Iis3dwbStatusCode.BusFault, "transfer " + n.ToString());
                Assert.IsTrue(driver.Configure(16) == Iis3dwbStatusCode.Ok, "a second try after " + n.ToString());
            }
        }

        [TestMethod]
        public void Codes_of_24_bits_become_g()
        {
            CodeStream stream = new CodeStream(new int[] { 0, 4194304, -4194304, 8388607, -8388608, 1, -1 });
            Adxl1002Driver driver = new Adxl1002Driver(stream, 64f);
            driver.Start();
            float[] samples = new float[702];
            Assert.IsTrue(driver.Read(samples, 1, 700) == 700, "all");
            Assert.IsTrue(samples[1] == 0f && samples[2] == 32f && samples[3] == -32f && samples[5] == -64f, "in g");
            Assert.IsTrue(samples[6] == 64f / 8388608f && samples[7] == -64f / 8388608f, "the smallest");
            Assert.IsTrue(samples[0] == 0f && samples[701] == 0f && samples[694 + 2] == -32f, "in their places");
            Assert.IsTrue(driver.ClippedSamples == 200, "two of seven at full scale: " + driver.ClippedSamples.ToString());
        }

        [TestMethod]
        public void A_burst_begins_after_settling_and_a_gap_ends_it()
        {
            CodeStream stream = new CodeStream(Counting(1000));
            Adxl1002Driver driver = new Adxl1002Driver(stream, 8388608f);
            Adxl1002Burst burst = new Adxl1002Burst(driver, Settle);
            float[] samples = new float[64];
            burst.Begin(samples, 64);
            stream.Ready = 60;
            Assert.IsTrue(burst.Poll() == Adxl1002BurstCode.Running && burst.Filled == 0, "settling");
            stream.LostSamples = 7;
            stream.Ready = 72;
            Assert.IsTrue(burst.Poll() == Adxl1002BurstCode.Running && burst.Filled == 32, "lost while settling: no harm");
            stream.Ready = 72;
            Assert.IsTrue(burst.Poll() == Adxl1002BurstCode.Done && !stream.Runs, "done and off");
            Assert.IsTrue(samples[0] == Settle && samples[63] == Settle + 63, "what came after settling, without a gap");

            burst.Begin(samples, 64);
            stream.Ready = Settle + 10;
            burst.Poll();
            Assert.IsTrue(burst.Clipped == 0, "nothing at full scale");
            stream.LostSamples++;
            stream.Ready = 60;
            Assert.IsTrue(burst.Poll() == Adxl1002BurstCode.Gap && !stream.Runs && burst.Filled == 10, "a gap");
        }

        [TestMethod]
        public void What_clips_while_the_converter_settles_is_no_measurement()
        {
            int[] codes = new int[200];
            codes[5] = 8388607;
            codes[Settle + 20] = -8388608;
            CodeStream stream = new CodeStream(codes);
            Adxl1002Driver driver = new Adxl1002Driver(stream, 64f);
            Adxl1002Burst burst = new Adxl1002Burst(driver, Settle);
            burst.Begin(new float[64], 64);
            Assert.IsTrue(burst.Poll() == Adxl1002BurstCode.Done, "done at once");
            Assert.IsTrue(burst.Clipped == 1 && driver.ClippedSamples == 2, "one of the two");
        }

        [TestMethod]
        public void The_left_channel_is_read_as_far_as_it_is_there_and_what_was_overwritten_is_counted()
        {
            TurnedClock clock = new TurnedClock();
            StereoWords device = new StereoWords();
            LeftChannelStream stream = new LeftChannelStream(device, clock, 12800, 1024);
            byte[] buffer = new byte[8192];
            Assert.IsTrue(stream.Read(buffer, 0, 400) == 0, "not started");
            stream.Start();
            clock.Wait(10);
            Assert.IsTrue(stream.Read(buffer, 4, 4000) == 4 * 128, "128 frames in 10 ms");
            Assert.IsTrue(buffer[4] == 0 && buffer[8] == 1 && buffer[4 + (4 * 127)] == 127 && buffer[5] == 0, "the left words");
            clock.Wait(200);
            Assert.IsTrue(stream.Read(buffer, 0, 8000) == 4 * 1024 && stream.LostSamples == 2560 - 1024, "the rest is lost");
            stream.Stop();
            Assert.IsTrue(!device.IsOpen, "closed");
        }

        private static int[] Counting(int count)
        {
            int[] codes = new int[count];
            for (int i = 0; i < count; i++)
            {
                codes[i] = i;
            }

            return codes;
        }

        private static float[][] Axes()
        {
            return new float[][] { new float[513], new float[513], new float[513] };
        }

        private static SpiPart Snapshots()
        {
            SpiPart part = new SpiPart(true);
            part.Registers[0x0F] = Iis3dwbDriver.DeviceId;
            part.GiveBytes(0x78, Words());
            return part;
        }

        // 2,048 counts per g: 1, -1 and 0.5 g.
        private static byte[] Words()
        {
            byte[] words = new byte[7 * 512];
            for (int i = 0; i < words.Length; i += 7)
            {
                words[i] = 0x10;
                words[i + 2] = 0x08;
                words[i + 4] = 0xF8;
                words[i + 6] = 0x04;
            }

            return words;
        }
    }
}
