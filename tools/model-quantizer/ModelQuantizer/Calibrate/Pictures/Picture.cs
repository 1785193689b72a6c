namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>A decoded picture.</summary>
/// <param name="Width">Pixels, at least 1.</param>
/// <param name="Height">Pixels, at least 1.</param>
/// <param name="Pixels">Red, green and blue of 0 to 255 for each pixel, rows from the top.</param>
internal sealed record Picture(int Width, int Height, byte[] Pixels);
