namespace Stethos.Drivers.Adxl1002
{
    /// <summary>How far a burst is. Frozen by a test.</summary>
    public enum Adxl1002BurstCode
    {
        /// <summary>None was begun.</summary>
        Idle = 0,

        /// <summary>The converter runs and settles or delivers.</summary>
        Running = 1,

        /// <summary>All samples are there and join; the converter is off.</summary>
        Done = 2,

        /// <summary>Samples were lost because nobody polled in time; those before the gap are good, the converter is off.</summary>
        Gap = 3,

        /// <summary>The converter did not start.</summary>
        NotStarted = 4
    }
}
