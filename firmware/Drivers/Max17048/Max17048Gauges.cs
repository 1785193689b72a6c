using System;
using Stethos.Hal;

namespace Stethos.Drivers.Max17048
{
    /// <summary>
    /// A board's gauges with the battery read from a MAX17048; a gauge that restarted or was not there is set up again at the next
    /// question. Asked once a health frame, by one thread; the bus must be its own or shared with that thread only.
    /// </summary>
    public sealed class Max17048Gauges : IBoardGauges, IDescribedPart
    {
        private readonly Max17048Driver _driver;
        private readonly IBoardGauges _others;

        /// <summary><paramref name="others"/> tell everything but the battery, among it how warm the cell is.</summary>
        public Max17048Gauges(Max17048Driver driver, IBoardGauges others)
        {
            if (driver == null || others == null)
            {
                throw new ArgumentException();
            }

            _driver = driver;
            _others = others;
        }

        /// <summary>Outcome of the last question.</summary>
        public Max17048StatusCode Status { get; private set; }

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
        public bool IsFaulty
        {
            get { return Status != Max17048StatusCode.Ok || _others.IsFaulty; }
        }

        /// <inheritdoc/>
        public bool TryGetRadioDbm(out int dbm)
        {
            return _others.TryGetRadioDbm(out dbm);
        }

        /// <inheritdoc/>
        public bool TryGetTemperature(out int centiCelsius)
        {
            return _others.TryGetTemperature(out centiCelsius);
        }

        /// <inheritdoc/>
        public bool TryGetBattery(out int milliVolts, out int percent)
        {
            Status = _driver.Read();
            if (Status == Max17048StatusCode.SettingNotKept)
            {
                Status = _driver.Configure(Max17048Driver.DefaultAlertPercent);
                Status = Status == Max17048StatusCode.Ok ? _driver.Read() : Status;
            }

            int warmth;
            if (Status == Max17048StatusCode.Ok && _others.TryGetTemperature(out warmth))
            {
                _driver.SetTemperature(warmth / 100f);
            }

            bool isOk = Status == Max17048StatusCode.Ok;
            milliVolts = isOk ? (int)(_driver.Volts * 1000f + 0.5f) : 0;
            int rounded = isOk ? (int)(_driver.Percent + 0.5f) : -1;
            percent = rounded > 100 ? 100 : rounded;
            return isOk;
        }
    }
}
