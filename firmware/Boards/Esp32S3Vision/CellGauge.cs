using Stethos.Drivers.Max17048;
using Stethos.Hal;

namespace Stethos.Boards.Esp32S3Vision
{
    /// <summary>The cell's gauge as what the board tells of itself.</summary>
    public sealed class CellGauge : IBoardGauges, IDescribedPart
    {
        private readonly Max17048Driver _driver;
        private bool _isConfigured;

        public CellGauge(Max17048Driver driver)
        {
            _driver = driver;
        }

        /// <inheritdoc/>
        public string Part
        {
            get { return Max17048Description.Part; }
        }

        /// <inheritdoc/>
        public void Describe(IDescriptionSink sink)
        {
            Max17048Description.Describe(sink);
        }

        /// <inheritdoc/>
        public bool IsFaulty { get; private set; }

        /// <inheritdoc/>
        public bool TryGetRadioDbm(out int dbm)
        {
            dbm = 0;
            return false;
        }

        /// <inheritdoc/>
        public bool TryGetTemperature(out int centiCelsius)
        {
            centiCelsius = 0;
            return false;
        }

        /// <inheritdoc/>
        public bool TryGetBattery(out int milliVolts, out int percent)
        {
            _isConfigured = _isConfigured || _driver.Configure(Max17048Driver.DefaultAlertPercent) == Max17048StatusCode.Ok;
            bool isKnown = _isConfigured && _driver.Read() == Max17048StatusCode.Ok;
            IsFaulty = !isKnown;
            milliVolts = isKnown ? (int)(_driver.Volts * 1000) : 0;
            percent = isKnown ? (int)_driver.Percent : -1;
            percent = percent > 100 ? 100 : percent;
            return isKnown;
        }
    }
}
