using nanoFramework.TestFramework;
using Stethos.App;
using Stethos.Features;
using Stethos.Protocol;

namespace Stethos.Firmware.Device.Tests
{
    /// <summary>A node that captures the windows of one sensor.</summary>
    public sealed class CapturedWindows
    {
        public TurnedClock Uptime { get; } = new TurnedClock();

        public NodeState State { get; } = new NodeState(7, 16, 4096);

        /// <summary>The frame taken last.</summary>
        public FeatureFrame Frame { get; } = new FeatureFrame();

        /// <summary>A node with this sensor alone.</summary>
        public CaptureLoop Loop(ICapture capture)
        {
            NodeConfiguration configuration = new NodeConfiguration();
            configuration.Device = new byte[] { 0, 1, 2, 3, 4, 5, 6, 7 };
            configuration.PeriodMs = 1000;
            configuration.ShaftHz = 25;
            return new CaptureLoop(configuration, new ICapture[] { capture }, new NodeClock(Uptime), State);
        }

        /// <summary>Takes the oldest frame.</summary>
        public void Read()
        {
            byte[] frame = new byte[256];
            bool resent;
            int length = State.Outbox.Take(true, Uptime.UptimeMs, 100000, frame, out resent);
            Assert.IsTrue(Frame.Read(frame, 0, length, new MessageReader()) == FrameErrorCode.None, "a frame");
        }

        /// <summary>The figures of a square wave; as half floats on the wire they have three digits.</summary>
        public void Check(int axis, float amplitudeG)
        {
            int at = axis * FeatureFrame.StatisticsPerAxis;
            Near(Frame.Statistics[at + StatisticIndex.Rms], amplitudeG, "RMS");
            Near(Frame.Statistics[at + StatisticIndex.Peak], amplitudeG, "peak");
            Near(Frame.Statistics[at + StatisticIndex.PeakToPeak], 2 * amplitudeG, "peak to peak");
            Near(Frame.Statistics[at + StatisticIndex.Crest], 1f, "crest");
            Near(Frame.Statistics[at + StatisticIndex.Kurtosis], 1f, "kurtosis");
        }

        private static void Near(float value, float expected, string what)
        {
            float error = value - expected;
            float limit = expected / 500;
            Assert.IsTrue(error <= limit && error >= -limit, what + " " + value.ToString() + ", not " + expected.ToString());
        }
    }
}
