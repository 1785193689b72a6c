namespace Stethos.Hal
{
    /// <summary>
    /// A camera that keeps one grey picture in its own memory and gives it out row by row, top row first, so that a node
    /// needs no room for a picture. One picture at a time: <see cref="StartCapture"/>, <see cref="IsDone"/> until true, then
    /// <see cref="ReadRows"/> to the last row. Only <see cref="Start"/> may wait (about 100 ms). One thread.
    /// </summary>
    public interface ICamera
    {
        /// <summary>Part name, for example "ov2640".</summary>
        string Part { get; }

        /// <summary>Pixels in a row.</summary>
        int Width { get; }

        /// <summary>Rows of a picture.</summary>
        int Height { get; }

        /// <summary>The part in its place is another one than it should be.</summary>
        bool IsWrongPart { get; }

        /// <summary>Prepares the part. Called again after a fault.</summary>
        BusStatusCode Start();

        /// <summary>Begins a picture; the one before is lost.</summary>
        BusStatusCode StartCapture();

        /// <summary>True once the picture waits in the camera's memory; false with a fault when it will not come.</summary>
        bool IsDone(out BusStatusCode status);

        /// <summary>
        /// Takes the next <paramref name="rows"/> rows, <see cref="Width"/> bytes each, 0 black to 255 white; returns how many
        /// are good. Anything but Ok ends the picture.
        /// </summary>
        int ReadRows(byte[] buffer, int offset, int rows, out BusStatusCode status);
    }
}
