namespace Stethos.Hal
{
    /// <summary>
    /// An array of thermopiles that measures a picture of temperatures. One picture at a time: <see cref="IPicturePart.StartCapture"/>,
    /// <see cref="IPicturePart.IsDone"/> until true, then <see cref="ReadRows"/> to the last row, so that the arithmetic of a picture is
    /// spread over several turns. Only <see cref="IPicturePart.Start"/> may wait. One thread.
    /// </summary>
    public interface IThermalArray : IPicturePart
    {
        /// <summary>Part name, for example "mlx90640".</summary>
        string Part { get; }

        /// <summary>Pixels in a row.</summary>
        int Columns { get; }

        /// <summary>Rows of a picture.</summary>
        int Rows { get; }

        /// <summary>
        /// Computes the next <paramref name="rows"/> rows, top row first, hundredths of a degree Celsius, clamped to int16;
        /// returns how many are good. Anything but Ok ends the picture.
        /// </summary>
        int ReadRows(short[] buffer, int offset, int rows, out BusStatusCode status);
    }
}
