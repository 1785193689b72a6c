using System;

namespace Stethos.Hal.Virtual.Board
{
    /// <summary>
    /// A board on a battery in a hall: radio level and temperature swing a little, the charge falls by 1 % an hour. The
    /// same clock gives the same figures.
    /// </summary>
    public sealed class VirtualGauges : IBoardGauges
    {
        private const double HourMs = 3_600_000;
        private readonly IClock _clock;
        private readonly int _index;
        private readonly bool _hasBattery;

        /// <summary>Without <paramref name="hasBattery"/> the battery is somebody else's to tell, or there is none.</summary>
        public VirtualGauges(IClock clock, int index, bool hasBattery = true)
        {
            _hasBattery = hasBattery;
            _clock = clock;
            _index = index;
        }

        /// <inheritdoc/>
        public bool IsFaulty => false;

        /// <inheritdoc/>
        public bool TryGetRadioDbm(out int dbm)
        {
            dbm = -58 - _index % 7 * 3 + (int)Math.Round(4 * Math.Sin(_clock.UptimeMs / 47_000.0 + _index));
            return true;
        }

        /// <inheritdoc/>
        public bool TryGetTemperature(out int centiCelsius)
        {
            centiCelsius = 3100 + _index % 5 * 40 + (int)(120 * Math.Sin(_clock.UptimeMs / 600_000.0 + _index));
            return true;
        }

        /// <inheritdoc/>
        public bool TryGetBattery(out int milliVolts, out int percent)
        {
            double charge = Math.Max(0, 0.93 - _index % 9 * 0.05 - _clock.UptimeMs / HourMs / 100);
            percent = _hasBattery ? (int)(100 * charge) : -1;
            milliVolts = _hasBattery ? 3300 + (int)(850 * charge) : 0;
            return _hasBattery;
        }
    }
}
