using System;

namespace Stethos.Hal.Virtual.Board
{
    /// <summary>
    /// A board in a hall: radio level and temperature swing a little. It has no battery; that has a gauge of its own. The same
    /// clock gives the same figures.
    /// </summary>
    public sealed class VirtualGauges : IBoardGauges
    {
        private readonly IClock _clock;
        private readonly int _index;

        public VirtualGauges(IClock clock, int index)
        {
            _clock = clock;
            _index = index;
        }

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
            milliVolts = 0;
            percent = -1;
            return false;
        }
    }
}
