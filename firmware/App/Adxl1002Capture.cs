using System;
using Stethos.Drivers.Adxl1002;
using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>Windows from the analogue front end: one axis, wide band, no gravity.</summary>
    public sealed class Adxl1002Capture : ICapture, IDescribed
    {
        private readonly Adxl1002Driver _driver;
        private readonly float _fullScaleG;
        private readonly float[] _discard = new float[1024];
        private int _filled;
        private int _clippedBefore;
        private int _lostBefore;
        private bool _isStarted;

        public Adxl1002Capture(Adxl1002Driver driver, float fullScaleG, int windowLength)
        {
            _driver = driver;
            _fullScaleG = fullScaleG;
            RawScale = fullScaleG / 32767f;
            WindowLength = windowLength;
            Window = new float[1][];
            Window[0] = new float[windowLength];
        }

        public string Part
        {
            get { return Adxl1002Description.Part; }
        }

        public int Axes
        {
            get { return 1; }
        }

        public int SampleRateHz
        {
            get { return _driver.SampleRateHz; }
        }

        public int WindowLength { get; }

        public float RawScale { get; }

        public bool HearsBearings
        {
            get { return true; }
        }

        public bool SeesGravity
        {
            get { return false; }
        }

        public float[][] Window { get; }

        public int Clipped
        {
            get { return _driver.ClippedSamples - _clippedBefore; }
        }

        public int Lost
        {
            get { return _driver.LostSamples - _lostBefore; }
        }

        public BusStatusCode Fault { get; private set; }

        /// <summary>An analogue part has no id.</summary>
        public bool IsWrongPart
        {
            get { return false; }
        }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            Adxl1002Description.Describe(sink, (int)_fullScaleG);
        }

        public BusStatusCode Start()
        {
            if (_isStarted)
            {
                return BusStatusCode.Ok;
            }

            BusStatusCode status = _driver.Start();
            _isStarted = status == BusStatusCode.Ok;
            return status;
        }

        public void Begin()
        {
            while (_driver.Read(_discard, 0, _discard.Length) > 0)
            {
                // Between windows the converter runs on; what it delivered is not wanted.
            }

            Fault = BusStatusCode.Ok;
            _filled = 0;
            _clippedBefore = _driver.ClippedSamples;
            _lostBefore = _driver.LostSamples;
        }

        public bool Poll()
        {
            float[] window = Window[0];
            while (_filled < window.Length)
            {
                int count = _driver.Read(window, _filled, window.Length - _filled);
                if (count <= 0)
                {
                    return false;
                }

                _filled += count;
            }

            return true;
        }

        public void GiveUp()
        {
            Fault = BusStatusCode.Timeout;
            _isStarted = false;
            Array.Clear(Window[0], _filled, WindowLength - _filled);
        }
    }
}
