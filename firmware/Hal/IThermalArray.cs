namespace Stethos.Hal
{
    /// <summary>
    /// An array of thermopiles that measures a picture of temperatures. One picture at a time: <see cref="StartCapture"/>,
    /// <see cref="IsDone"/> until true, then <see cref="ReadRows"/> to the last row, so that the arithmetic of a picture is
    /// spread over several turns. Only <see cref="Start"/> may wait. One thread.
    /// </summary>
    public interface IThermalArray
    {
        /// <summary>Part name, for example "mlx90640".</summary>
        string Part { get; }

        /// <summary>At the last <see cref="Start"/> another part answered.</summary>
        bool IsWrongPart { get; }

        /// <summary>Pixels in a row.</summary>
        int Columns { get; }

        /// <summary>Rows of a picture.</summary>
        int Rows { get; }

        /// <summary>Prepares the part. Called again after a fault.</summary>
        BusStatusCode Start();

        /// <summary>The next complete picture is wanted.</summary>
        BusStatusCode StartCapture();

        /// <summary>True once all pixels were measured; false with a fault when they will not be.</summary>
        bool IsDone(out BusStatusCode status);

        /// <summary>
        /// Computes the next <paramref name="rows"/> rows, top row first, hundredths of a degree Celsius, clamped to int16;
        /// returns how many are good. Anything but Ok ends the picture.
        /// </summary>
        int ReadRows(short[] buffer, int offset, int rows, out BusStatusCode status);
    }
}
