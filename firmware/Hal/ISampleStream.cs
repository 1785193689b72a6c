namespace Stethos.Hal
{
    /// <summary>
    /// A converter that delivers samples through DMA buffers (I2S): 24-bit two's complement, left-justified in 32-bit
    /// words, little-endian, one word per channel. Buffers that are not read in time are overwritten, oldest first.
    /// </summary>
    public interface ISampleStream
    {
        /// <summary>Samples per second and channel, as configured.</summary>
        int SampleRateHz { get; }

        /// <summary>Starts the converter and empties the DMA buffers.</summary>
        BusStatusCode Start();

        /// <summary>Stops the converter.</summary>
        void Stop();

        /// <summary>
        /// Copies up to <paramref name="count"/> bytes (a multiple of 4) that are ready; never blocks.
        /// Returns how many were copied, 0 when nothing is ready.
        /// </summary>
        int Read(byte[] buffer, int offset, int count);

        /// <summary>Samples lost to overwritten DMA buffers since <see cref="Start"/>; only grows.</summary>
        int LostSamples { get; }
    }
}
