namespace Stethos.Hal
{
    /// <summary>What a board can tell of its surroundings. Each is optional: false = the board cannot tell.</summary>
    public interface IBoardGauges
    {
        /// <summary>At the last question a part that the board has did not answer, or answered as another.</summary>
        bool IsFaulty { get; }

        /// <summary>Level of the radio, -128 to 0 dBm.</summary>
        bool TryGetRadioDbm(out int dbm);

        /// <summary>Temperature of the board in hundredths of a degree Celsius.</summary>
        bool TryGetTemperature(out int centiCelsius);

        /// <summary>Battery: 0 to 65,535 mV, and 0 to 100 % or -1 when its charge is not known.</summary>
        bool TryGetBattery(out int milliVolts, out int percent);
    }
}
