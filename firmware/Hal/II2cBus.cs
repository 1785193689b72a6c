namespace Stethos.Hal
{
    /// <summary>One part's address on an I2C bus. Not thread safe: one thread per bus.</summary>
    public interface II2cBus
    {
        /// <summary>Writes <paramref name="count"/> bytes (1 or more) from <paramref name="buffer"/>.</summary>
        BusStatusCode Write(byte[] buffer, int offset, int count);

        /// <summary>
        /// Writes <paramref name="writeCount"/> bytes, then reads <paramref name="readCount"/> bytes after a repeated
        /// start. What was read is undefined unless the result is <see cref="BusStatusCode.Ok"/>.
        /// </summary>
        BusStatusCode WriteRead(byte[] write, int writeOffset, int writeCount, byte[] read, int readOffset, int readCount);
    }
}
