namespace Stethos.Hal.Virtual
{
    /// <summary>
    /// Acceleration as a function of time: three channels (x, y, z; 0 is the radial one), pulled by whoever samples it.
    /// The same times give the same samples, whatever was asked before and in whatever portions. Thread safe.
    /// </summary>
    public interface ISignalSource
    {
        /// <summary>
        /// Writes <paramref name="count"/> samples in g, the first at <paramref name="startSeconds"/> (0 or later), the
        /// others 1 / <paramref name="sampleRateHz"/> apart. A channel that does not exist is silent (zeros).
        /// </summary>
        void Fill(int channel, double startSeconds, double sampleRateHz, float[] destination, int offset, int count);
    }
}
