namespace Stethos.Hal
{
    /// <summary>
    /// A camera that keeps one grey picture in its own memory and gives it out row by row, top row first, so that a node
    /// needs no room for a picture. One picture at a time: <see cref="IPicturePart.StartCapture"/>,
    /// <see cref="IPicturePart.IsDone"/> until true, then <see cref="ReadRows"/> to the last row. Only
    /// <see cref="IPicturePart.Start"/> may wait (about 100 ms). One thread.
    /// </summary>
    public interface ICamera : IPicturePart
    {
        /// <summary>Part name, for example "ov2640".</summary>
        string Part { get; }

        /// <summary>Pixels in a row.</summary>
        int Width { get; }

        /// <summary>Rows of a picture.</summary>
        int Height { get; }

        /// <summary>
        /// Takes the next <paramref name="rows"/> rows, <see cref="Width"/> bytes each, 0 black to 255 white; returns how many
        /// are good. Anything but Ok ends the picture.
        /// </summary>
        int ReadRows(byte[] buffer, int offset, int rows, out BusStatusCode status);
    }
}
