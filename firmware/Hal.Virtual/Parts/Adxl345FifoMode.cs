namespace Stethos.Hal.Virtual.Parts
{
    /// <summary>FIFO_CTL bits 7 and 6.</summary>
    internal enum Adxl345FifoMode
    {
        Bypass = 0,
        Fifo = 1,
        Stream = 2,
        Trigger = 3
    }
}
