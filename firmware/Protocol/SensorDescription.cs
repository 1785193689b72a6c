namespace Stethos.Protocol
{
    /// <summary>What a node says of one of its sensors at birth.</summary>
    public sealed class SensorDescription
    {
        public const int MaxPartLength = 24;

        public SensorDescription()
        {
            Part = "";
        }

        /// <summary>Number of the sensor on its node, 0 to 23.</summary>
        public int Sensor { get; set; }

        /// <summary>Part name, for example "adxl1002".</summary>
        public string Part { get; set; }

        public int Axes { get; set; }

        public int SampleRateHz { get; set; }

        public int WindowLength { get; set; }
    }
}
