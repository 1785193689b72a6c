using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Iis3dwb;
using Stethos.Features;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>From a part's bytes to the frame of a window: a square wave, whose figures anybody can work out.</summary>
    [TestClass]
    public class CaptureCases
    {
        // Samples of one value before the other comes.
        private const int Half = 8;
        private readonly TurnedClock _uptime = new TurnedClock();
        private readonly NodeState _state = new NodeState(7, 16, 4096);
        private readonly FeatureFrame _frame = new FeatureFrame();

        [TestMethod]
        public void A_window_of_the_analogue_front_end_becomes_a_frame()
        {
            int[] codes = new int[2 * Half];
            for (int i = 0; i < codes.Length; i++)
            {
                codes[i] = i < Half ? 4194304 : -4194304;
            }

            CodeStream stream = new CodeStream(codes);
            stream.Ready = 0;
            Adxl1002Capture capture = new Adxl1002Capture(new Adxl1002Driver(stream, 64f), 64f, 1024);
            CaptureLoop loop = Loop(capture);
            for (int turn = 0; turn < 100 && _state.Outbox.Depth == 0; turn++)
            {
                stream.Ready = 256;
                _uptime.Wait(20);
                loop.Step();
            }

            Read();
            Assert.IsTrue(_frame.Axes == 1 && _frame.SampleRateHz == 12800 && _frame.WindowLength == 1024, "one axis of 1,024 samples");
            Assert.IsTrue(_frame.HasEnvelope, "wide enough for bearings");
            Check(0, 32f);
        }

        [TestMethod]
        public void A_snapshot_becomes_a_frame()
        {
            SpiPart part = Snapshot();
            CaptureLoop loop = Loop(new Iis3dwbCapture(new Iis3dwbDriver(part), 16));
            for (int turn = 0; turn < 100 && _state.Outbox.Depth == 0; turn++)
            {
                _uptime.Wait(20);
                loop.Step();
            }

            Read();
            Assert.IsTrue(_frame.Axes == 3 && _frame.WindowLength == 512 && _frame.Lost == 0, "three axes of 512 samples");
            Check(0, 1f);
            Check(1, 2f);
            Check(2, 0.5f);
        }

        [TestMethod]
        public void Another_part_is_counted_and_the_right_one_measures_later()
        {
            SpiPart part = Snapshot();
            part.Registers[0x0F] = 0x6B;
            CaptureLoop loop = Loop(new Iis3dwbCapture(new Iis3dwbDriver(part), 16));
            for (int turn = 0; turn < 100; turn++)
            {
                _uptime.Wait(20);
                loop.Step();
            }

            Assert.IsTrue(_state.Control.Errors.Of(NodeErrorCode.PartWrongId) > 0, "counted");
            part.Registers[0x0F] = Iis3dwbDriver.DeviceId;
            int told = _state.Outbox.Depth;
            for (int turn = 0; turn < 200 && _state.Outbox.Depth == told; turn++)
            {
                _uptime.Wait(20);
                loop.Step();
            }

            Read();
            Check(0, 1f);
        }

        private CaptureLoop Loop(ICapture capture)
        {
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Device = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
            configuration.PeriodMs = 1000;
            configuration.ShaftHz = 25;
            return new CaptureLoop(configuration, new ICapture[] { capture }, new NodeClock(_uptime), _state);
        }

        private void Read()
        {
            byte[] frame = new byte[256];
            bool resent;
            int length = _state.Outbox.Take(true, _uptime.UptimeMs, 100000, frame, out resent);
            Assert.IsTrue(_frame.Read(frame, 0, length, new MessageReader()) == FrameErrorCode.None, "a frame");
        }

        // As half floats on the wire: three digits.
        private void Check(int axis, float amplitudeG)
        {
            int at = axis * FeatureFrame.StatisticsPerAxis;
            Near(_frame.Statistics[at + StatisticIndex.Rms], amplitudeG, "RMS");
            Near(_frame.Statistics[at + StatisticIndex.Peak], amplitudeG, "peak");
            Near(_frame.Statistics[at + StatisticIndex.PeakToPeak], 2 * amplitudeG, "peak to peak");
            Near(_frame.Statistics[at + StatisticIndex.Crest], 1f, "crest");
            Near(_frame.Statistics[at + StatisticIndex.Kurtosis], 1f, "kurtosis");
        }

        private static void Near(float value, float expected, string what)
        {
            float error = value - expected;
            float limit = expected / 500;
            Assert.IsTrue(error <= limit && error >= -limit, what + " " + value.ToString() + ", not " + expected.ToString());
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
