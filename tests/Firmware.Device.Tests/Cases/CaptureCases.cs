using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Iis3dwb;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>From a part's bytes to the frame of a window: a square wave, whose figures anybody can work out.</summary>
    [TestClass]
    public class CaptureCases
    {
        // Samples of one value before the other comes.
        private const int Half = 8;

        [TestMethod]
        public void A_window_of_the_analogue_front_end_becomes_a_frame()
        {
            CapturedWindows windows = new CapturedWindows();
            int[] codes = new int[2 * Half];
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = i < Half ? 4194304 : -4194304;
            }

            CodeStream stream = new CodeStream(codes);
            stream.Ready = 0;
            Adxl1002Capture capture = new Adxl1002Capture(new Adxl1002Driver(stream, 64f), 64f, 1024);
            CaptureLoop loop = windows.Loop(capture);
            for (int turn = 0; turn < 100 && windows.State.Outbox.Depth == 0; turn++)
            {
                stream.Ready = 256;
                windows.Uptime.Wait(20);
                loop.Step();
            }

            windows.Read();
            FeatureFrame frame = windows.Frame;
            Assert.IsTrue(frame.Axes == 1 && frame.SampleRateHz == 12800 && frame.WindowLength == 1024, "one axis of 1,024 samples");
            Assert.IsTrue(frame.HasEnvelope, "wide enough for bearings");
            windows.Check(0, 32f);
        }

        [TestMethod]
        public void A_snapshot_becomes_a_frame()
        {
            CapturedWindows windows = new CapturedWindows();
            SpiPart part = Snapshot();
            CaptureLoop loop = windows.Loop(new Iis3dwbCapture(new Iis3dwbDriver(part), 16));
            for (int turn = 0; turn < 100 && windows.State.Outbox.Depth == 0; turn++)
            {
                windows.Uptime.Wait(20);
                loop.Step();
            }

            windows.Read();
            FeatureFrame frame = windows.Frame;
            Assert.IsTrue(frame.Axes == 3 && frame.WindowLength == 512 && frame.Lost == 0, "three axes of 512 samples");
            windows.Check(0, 1f);
            windows.Check(1, 2f);
            windows.Check(2, 0.5f);
        }

        [TestMethod]
        public void Another_part_is_counted_and_the_right_one_measures_later()
        {
            CapturedWindows windows = new CapturedWindows();
            SpiPart part = Snapshot();
            part.Registers[0x0F] = 0x6B;
            CaptureLoop loop = windows.Loop(new Iis3dwbCapture(new Iis3dwbDriver(part), 16));
            for (int turn = 0; turn < 100; turn++)
            {
                windows.Uptime.Wait(20);
                loop.Step();
            }

            Assert.IsTrue(windows.State.Control.Errors.Of(NodeErrorCode.PartWrongId) > 0, "counted");
            part.Registers[0x0F] = Iis3dwbDriver.DeviceId;
            int told = windows.State.Outbox.Depth;
            for (int turn = 0; turn < 200 && windows.State.Outbox.Depth == told; turn++)
            {
                windows.Uptime.Wait(20);
                loop.Step();
            }

            windows.Read();
            windows.Check(0, 1f);
        }

        // 2,048 counts per g: 1, 2 and 0.5 g up and down.
        private static SpiPart Snapshot()
        {
            byte[] words = new byte[7 * 2 * Half];
            for (int i = 0; i < 2 * Half; i++)
            {
                int sign = i < Half ? 1 : -1;
                words[7 * i] = 0x10;
                words[(7 * i) + 2] = (byte)(sign * 8);
                words[(7 * i) + 4] = (byte)(sign * 16);
                words[(7 * i) + 6] = (byte)(sign * 4);
            }

            SpiPart part = new SpiPart(true);
            part.Registers[0x0F] = Iis3dwbDriver.DeviceId;
            part.Registers[0x3B] = 0x02;
            part.GiveBytes(0x78, words);
            return part;
        }
    }
}
