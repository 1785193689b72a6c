using System;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// Windows from an ADXL345's FIFO: three axes down to 0 Hz. A FIFO overrun inside a window shows as lost samples; a
    /// bus fault ends the window early, its rest silent, and the part is set up again.
    /// </summary>
    public sealed class Adxl345Capture : ICapture, IDescribed
    {
        private const int Watermark = 8;
        private readonly Adxl345Driver _driver;
        private readonly int _rangeG;
        private int _filled;
        private int _clippedBefore;
        private int _overrunsBefore;
        private bool _isStarted;

        public Adxl345Capture(Adxl345Driver driver, int sampleRateHz, int rangeG, int windowLength)
        {
            if (windowLength < Adxl345Driver.FifoEntries)
            {
                throw new ArgumentException();
            }

            _driver = driver;
            _rangeG = rangeG;
            SampleRateHz = sampleRateHz;
            WindowLength = windowLength;
            Window = new float[3][];
            for (int axis = 0; axis < 3; axis++)
            {
                Window[axis] = new float[windowLength];
            }
        }

        public string Part
        {
            get { return Adxl345Description.Part; }
        }

        public int Axes
        {
            get { return 3; }
        }

        public int SampleRateHz { get; }

        public int WindowLength { get; }

        public float RawScale
        {
            get { return _rangeG / 32767f; }
        }

        public bool HearsBearings
        {
            get { return false; }
        }

        public bool SeesGravity
        {
            get { return true; }
        }

        public float[][] Window { get; }

        public int Clipped
        {
            get { return _driver.ClippedSamples - _clippedBefore; }
        }

        /// <summary>The FIFO does not tell how many samples an overrun cost; each counts as one FIFO.</summary>
        public int Lost
        {
            get { return (_driver.OverrunCount - _overrunsBefore) * Adxl345Driver.FifoEntries; }
        }

        public BusStatusCode Fault { get; private set; }

        public bool IsWrongPart { get; private set; }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            Adxl345Description.Describe(sink, _rangeG);
        }

        public BusStatusCode Start()
        {
            if (_isStarted)
            {
                return BusStatusCode.Ok;
            }

            Adxl345StatusCode answer = _driver.Configure(SampleRateHz, _rangeG, Watermark);
            IsWrongPart = answer == Adxl345StatusCode.WrongDeviceId;
            BusStatusCode status = ToBusStatus(answer);
            _isStarted = status == BusStatusCode.Ok;
            return status;
        }

        public void Begin()
        {
            Adxl345StatusCode status;

            // What waited since the last window, and the overrun it ended in, belong to no window.
            _driver.ReadFifo(Window, 0, Adxl345Driver.FifoEntries, out status);
            Fault = BusStatusCode.Ok;
            _filled = 0;
            _clippedBefore = _driver.ClippedSamples;
            _overrunsBefore = _driver.OverrunCount;
        }

        public bool Poll()
        {
            Adxl345StatusCode status;
            _filled += _driver.ReadFifo(Window, _filled, WindowLength - _filled, out status);
            if (status != Adxl345StatusCode.Ok && status != Adxl345StatusCode.Overrun)
            {
                End(ToBusStatus(status));
                return true;
            }

            return _filled >= WindowLength;
        }

        public void GiveUp()
        {
            End(BusStatusCode.Timeout);
        }

        private void End(BusStatusCode fault)
        {
            Fault = fault;
            _isStarted = false;
            for (int axis = 0; axis < 3; axis++)
            {
                System.Array.Clear(Window[axis], _filled, WindowLength - _filled);
            }
        }

        // The first five numbers of the driver's status are those of the bus; the rest is the part not being itself.
        private static BusStatusCode ToBusStatus(Adxl345StatusCode status)
        {
            return status <= Adxl345StatusCode.BusFault ? (BusStatusCode)(int)status : BusStatusCode.BusFault;
        }
    }
}
