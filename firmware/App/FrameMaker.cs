using Stethos.Features;
using Stethos.Hal;
using Stethos.Protocol;

namespace Stethos.App
{
    /// <summary>Turns one sensor's complete window into an encoded feature frame. Allocates nothing after construction.</summary>
    public sealed class FrameMaker
    {
        private readonly NodeConfiguration _configuration;
        private readonly ICapture _capture;
        private readonly VibrationExtractor _extractor;
        private readonly VibrationFeatures _features;
        private readonly FeatureFrame _frame = new FeatureFrame();
        private readonly CborWriter _writer = new CborWriter();

        public FrameMaker(NodeConfiguration configuration, ICapture capture, int sensor)
        {
            _configuration = configuration;
            _capture = capture;
            bool hasEnvelope = capture.HearsBearings && !configuration.LeavesOutEnvelope;
            _extractor = new VibrationExtractor(capture.WindowLength, capture.Axes, hasEnvelope);
            _features = new VibrationFeatures(capture.Axes);
            _frame.Sensor = sensor;
            _frame.Axes = capture.Axes;
            _frame.SampleRateHz = capture.SampleRateHz;
            _frame.WindowLength = capture.WindowLength;
            _frame.Key.SetDevice(configuration.Device, 0);
        }

        /// <summary>Measures the shaft's speed; without one, and while it does not know, the configured speed holds.</summary>
        public ITachometer? Tachometer { get; set; }

        /// <summary>Shaft speed in the frame made last; 0 = unknown.</summary>
        public uint ShaftMilliHz
        {
            get { return _frame.ShaftMilliHz; }
        }

        /// <summary>
        /// Computes and encodes; returns the length. <paramref name="timeMs"/> is the window's start as the node's
        /// clock tells it.
        /// </summary>
        public int Make(uint boot, uint sequence, ulong timeMs, bool clockIsSet, byte[] buffer)
        {
            BearingGeometry? geometry = _configuration.Geometry;
            float shaftHz = ShaftHz();
            _extractor.Compute(
                _capture.Window, _capture.SampleRateHz, shaftHz, geometry,
                _configuration.EnvelopeLowHz, _configuration.EnvelopeHighHz, _features);
            _frame.Key.Boot = boot;
            _frame.Key.Sequence = sequence;
            _frame.Key.TimeMs = timeMs;
            _frame.Clipped = _capture.Clipped;
            _frame.Lost = _capture.Lost;
            _frame.ShaftMilliHz = (uint)(shaftHz * 1000f + 0.5f);
            bool silent = FillAxes();
            FillEnvelope();
            FillGravity();
            _frame.Quality = (_capture.Clipped > 0 ? QualityFlags.Clipped : 0)
                | (_capture.Lost > 0 ? QualityFlags.Gap : 0)
                | (clockIsSet ? 0 : QualityFlags.ClockUnsure)
                | (shaftHz > 0 ? 0 : QualityFlags.SpeedUnknown)
                | (silent ? QualityFlags.Silent : 0)
                | (_capture.Fault == BusStatusCode.Ok ? 0 : QualityFlags.BusFault);
            return _frame.Write(buffer, 0, buffer.Length, _writer);
        }

        /// <summary>A shaft that is known to stand still has no orders, whatever was configured: 0, as if unknown.</summary>
        private float ShaftHz()
        {
            return Tachometer != null && Tachometer.TryGetMilliHz(out int milliHz) ? milliHz / 1000f : _configuration.ShaftHz;
        }

        private bool FillAxes()
        {
            bool silent = false;
            for (int axis = 0; axis < _capture.Axes; axis++)
            {
                float[] statistics = _features.Statistics[axis];
                for (int i = 0; i < FeatureFrame.StatisticsPerAxis; i++)
                {
                    _frame.Statistics[axis * FeatureFrame.StatisticsPerAxis + i] = statistics[i];
                }

                float[] bands = _features.Bands[axis];
                for (int i = 0; i < FeatureFrame.BandsPerAxis; i++)
                {
                    _frame.Bands[axis * FeatureFrame.BandsPerAxis + i] = LevelCode.FromMeanSquare(bands[i]);
                }

                silent |= statistics[StatisticIndex.PeakToPeak] == 0;
            }

            return silent;
        }

        private void FillEnvelope()
        {
            _frame.HasEnvelope = _features.HasEnvelope;
            if (!_features.HasEnvelope)
            {
                return;
            }

            float floor = _features.EnvelopeFloor;
            _frame.Envelope[0] = LevelCode.FromMeanSquare(floor * floor);
            for (int i = 1; i < FeatureFrame.EnvelopeLength; i++)
            {
                _frame.Envelope[i] = LevelCode.FromRatio(_features.LineRatios[i - 1]);
            }
        }

        private void FillGravity()
        {
            _frame.HasGravity = _capture.SeesGravity && _capture.Axes == 3;
            for (int axis = 0; _frame.HasGravity && axis < 3; axis++)
            {
                _frame.Gravity[axis] = _features.Mean[axis];
            }
        }
    }
}
