namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>One specimen of an ArduCAM-Mini.</summary>
    public sealed record VirtualArduCamOptions
    {
        /// <summary>What the product number registers hold.</summary>
        public int ProductId { get; init; } = 0x2642;

        /// <summary>Bytes without meaning before every picture: 1 on the first modules.</summary>
        public int LeadingBytes { get; init; }

        /// <summary>Bytes the FIFO holds.</summary>
        public int FifoBytes { get; init; } = 393216;

        /// <summary>Pictures a second of the sensor.</summary>
        public double PicturesPerSecond { get; init; } = 30;

        /// <summary>What comes in JPEG mode; without one the picture is only the two markers.</summary>
        public IJpegSource? Jpeg { get; init; }
    }
}
