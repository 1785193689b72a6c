using Stethos.Drivers.ArduCam;
using Stethos.Hal;

namespace Stethos.App.Vision
{
    /// <summary>An ArduCAM-Mini with OV2640 as a camera of 160 × 120 grey pixels.</summary>
    public sealed class ArduCamCamera : ICamera, IDescribed
    {
        private readonly ArduCamDriver _driver;

        public ArduCamCamera(ArduCamDriver driver)
        {
            _driver = driver;
        }

        /// <inheritdoc/>
        public string Part
        {
            get { return ArduCamDescription.Part; }
        }

        /// <inheritdoc/>
        public bool IsWrongPart { get; private set; }

        /// <inheritdoc/>
        public int Width
        {
            get { return ArduCamDriver.LumaWidth; }
        }

        /// <inheritdoc/>
        public int Height
        {
            get { return ArduCamDriver.LumaHeight; }
        }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            ArduCamDescription.Describe(sink);
        }

        /// <inheritdoc/>
        public BusStatusCode Start()
        {
            ArduCamStatusCode status = _driver.Configure(ArduCamFormat.Luma);
            IsWrongPart = status == ArduCamStatusCode.WrongDeviceId;
            return ToBusStatus(status);
        }

        /// <inheritdoc/>
        public BusStatusCode StartCapture()
        {
            return ToBusStatus(_driver.StartCapture());
        }

        /// <inheritdoc/>
        public bool IsDone(out BusStatusCode status)
        {
            ArduCamStatusCode outcome;
            bool isDone = _driver.IsDone(out outcome);
            status = ToBusStatus(outcome);
            return isDone;
        }

        /// <inheritdoc/>
        public int ReadRows(byte[] buffer, int offset, int rows, out BusStatusCode status)
        {
            ArduCamStatusCode outcome;
            int good = _driver.ReadLuma(buffer, offset, rows, out outcome);
            status = ToBusStatus(outcome);
            return good;
        }

        // The first five numbers are those of the bus; the rest is the part not being itself.
        private static BusStatusCode ToBusStatus(ArduCamStatusCode status)
        {
            return status <= ArduCamStatusCode.BusFault ? (BusStatusCode)(int)status : BusStatusCode.BusFault;
        }
    }
}
