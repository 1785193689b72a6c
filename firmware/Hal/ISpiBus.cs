namespace Stethos.Hal
{
    /// <summary>
    /// One part on an SPI bus, its chip select, mode and clock set by the implementation. A part that is missing does not
    /// show as a fault: the line reads as ones or zeros. Not thread safe: one thread per bus.
    /// </summary>
    public interface ISpiBus
    {
        /// <summary>
        /// Sends <paramref name="count"/> bytes (1 to 4,096) and receives as many at the same time, chip select active
        /// throughout. <paramref name="read"/> is another array than <paramref name="write"/>; what was read is undefined
        /// unless the result is <see cref="BusStatusCode.Ok"/>.
        /// </summary>
        BusStatusCode Transfer(byte[] write, int writeOffset, byte[] read, int readOffset, int count);
    }
}
