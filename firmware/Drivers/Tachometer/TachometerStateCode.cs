namespace Stethos.Drivers.Tachometer
{
    /// <summary>What the shaft does as far as the pulses tell. Frozen by a test.</summary>
    public enum TachometerStateCode
    {
        /// <summary>No pulse since the start: nobody knows whether the sensor works.</summary>
        NoSignal = 0,

        /// <summary>There were pulses, and none for as long as the slowest shaft would need.</summary>
        Stopped = 1,

        /// <summary>Steady pulses.</summary>
        Running = 2,

        /// <summary>Pulses that are too few or too uneven to be a speed.</summary>
        Unsteady = 3
    }
}
