namespace Stethos.Protocol
{
    /// <summary>Units of a self-description; <see cref="Units"/> has their UCUM texts. Numbers are frozen by a test.</summary>
    public enum UnitCode
    {
        /// <summary>A number without unit.</summary>
        None = 0,
        StandardGravity = 1,
        MillimetrePerSecond = 2,
        Hertz = 3,
        MilliHertz = 4,
        Millisecond = 5,
        Second = 6,
        Celsius = 7,
        Millivolt = 8,
        Percent = 9,
        Decibel = 10,
        PerMinute = 11,
        Pixel = 12,
        Byte = 13,
        Hour = 14
    }
}
