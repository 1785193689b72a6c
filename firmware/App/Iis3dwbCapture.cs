using Stethos.Drivers.Iis3dwb;
using Stethos.Hal;

namespace Stethos.App
{
    /// <summary>
    /// Windows from an IIS3DWB: one snapshot of 512 samples each, three axes, without gaps. A fault ends the window silent, and
    /// the part is set up again.
    /// </summary>
    public sealed class Iis3dwbCapture : ICapture, IDescribed
    {
        private readonly Iis3dwbDriver _driver;
        private readonly int _rangeG;
        private int _clippedBefore;
        private bool _isStarted;

        /// <summary><paramref name="rangeG"/>: 2, 4, 8, 16.</summary>
        public Iis3dwbCapture(Iis3dwbDriver driver, int rangeG)
        {
            _driver = driver;
            _rangeG = rangeG;
            Window = new float[3][];
            for (int axis = 0; axis < 3; axis++)
            {
                Window[axis] = new float[Iis3dwbDriver.SnapshotSamples];
            }
        }

        public string Part
        {
            get { return Iis3dwbDescription.Part; }
        }

        public int Axes
        {
            get { return 3; }
        }

        public int SampleRateHz
        {
            get { return Iis3dwbDriver.SampleRateHz; }
        }

        public int WindowLength
        {
            get { return Iis3dwbDriver.SnapshotSamples; }
        }

        public float RawScale
        {
            get { return _rangeG / 32767f; }
        }

        /// <summary>Wide enough, but 19 ms hold less than a turn of most shafts.</summary>
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

        public int Lost
        {
            get { return 0; }
        }

        public BusStatusCode Fault { get; private set; }

        public bool IsWrongPart { get; private set; }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            Iis3dwbDescription.Describe(sink, _rangeG);
        }

        public BusStatusCode Start()
        {
            if (_isStarted)
            {
                return BusStatusCode.Ok;
            }

            Iis3dwbStatusCode answer = _driver.Configure(_rangeG);
            IsWrongPart = answer == Iis3dwbStatusCode.WrongDeviceId;
            BusStatusCode status = ToBusStatus(answer);
            _isStarted = status == BusStatusCode.Ok;
            return status;
        }

        public void Begin()
        {
            Fault = ToBusStatus(_driver.StartSnapshot());
            _clippedBefore = _driver.ClippedSamples;
        }

        public bool Poll()
        {
            if (Fault != BusStatusCode.Ok)
            {
                End(Fault);
                return true;
            }

            Iis3dwbStatusCode status;
            if (_driver.ReadSnapshot(Window, 0, out status) > 0)
            {
                return true;
            }

            if (status == Iis3dwbStatusCode.Ok)
            {
                return false;
            }

            End(ToBusStatus(status));
            return true;
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
                System.Array.Clear(Window[axis], 0, WindowLength);
            }
        }

        // The first five numbers of the driver's status are those of the bus; the rest is the part not being itself.
        private static BusStatusCode ToBusStatus(Iis3dwbStatusCode status)
        {
            return status <= Iis3dwbStatusCode.BusFault ? (BusStatusCode)(int)status : BusStatusCode.BusFault;
        }
    }
}
