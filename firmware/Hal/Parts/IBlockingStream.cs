namespace Stethos.Hal.Parts
{
    /// <summary>A converter's DMA buffers as platforms give them: a read waits until every byte wanted is there.</summary>
    public interface IBlockingStream
    {
        /// <summary>Starts the converter with empty buffers.</summary>
        BusStatusCode Open();

        /// <summary>Stops the converter and frees its buffers.</summary>
        void Close();

        /// <summary>
        /// Fills <paramref name="count"/> bytes of stereo frames, left word then right word, 32 bits each, little-endian.
        /// Returns when all of them are there.
        /// </summary>
        BusStatusCode Read(byte[] buffer, int offset, int count);
    }
}
