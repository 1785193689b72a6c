namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// What a camera looks at, as a function of time: grey pictures of one size. The same time gives the same picture,
    /// whatever was asked before. A virtual camera takes the picture of the moment its capture starts, and scales it (nearest
    /// pixel) when its own size is another. Thread safe.
    /// </summary>
    public interface IPictureSource
    {
        /// <summary>Pixels in a row, 1 or more.</summary>
        int Width { get; }

        /// <summary>Rows, 1 or more.</summary>
        int Height { get; }

        /// <summary>
        /// Writes <see cref="Width"/> × <see cref="Height"/> bytes from <paramref name="offset"/> on, row by row from the top
        /// left: 0 is black, 255 is white. <paramref name="timeSeconds"/> is 0 or later.
        /// </summary>
        void Render(double timeSeconds, byte[] destination, int offset);
    }
}
