namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>What a virtual camera in JPEG mode delivers. Thread safe.</summary>
    public interface IJpegSource
    {
        /// <summary>One whole JPEG file, from FF D8 to FF D9, of the moment <paramref name="timeSeconds"/>.</summary>
        byte[] Render(double timeSeconds);
    }
}
