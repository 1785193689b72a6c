using System;
using System.IO;

namespace Stethos.ModelQuantizer.Calibrate.Pictures;

/// <summary>One picture as one sample: codes of 0 to 255, channels last; grey (ITU-R BT.601) for a model with one channel.</summary>
internal sealed class PictureFile : ISampleFile
{
    /// <summary>Larger pictures are refused.</summary>
    public const int MostPixels = 1 << 24;

    private readonly int _height;
    private readonly int _width;
    private readonly int _channels;

    /// <param name="path">A .jpg or .png file.</param>
    /// <param name="shape">[1, height, width, channels], as the model wants them.</param>
    public PictureFile(string path, long[] shape)
    {
        if (shape.Length != 4 || shape[3] is not (1 or 3))
        {
            throw new ModelException(path, $"the model's input [{string.Join(", ", shape)}] is no picture of 1 or 3 channels");
        }

        Path = path;
        (_height, _width, _channels) = ((int)shape[1], (int)shape[2], (int)shape[3]);
    }

    public string Path { get; }

    public int Count => 1;

    public static bool IsPicture(string path) => System.IO.Path.GetExtension(path).ToLowerInvariant() is ".jpg" or ".jpeg" or ".png";

    public float[] Read(int row)
    {
        var picture = Decode();
        if (picture.Width != _width || picture.Height != _height)
        {
            throw new ModelException(
                Path, $"the picture has {picture.Width} × {picture.Height} pixels, the model takes {_width} × {_height}: scale it first");
        }

        var pixels = picture.Pixels;
        return _channels == 3 ? Array.ConvertAll(pixels, value => (float)value) : Grey(pixels);
    }

    private static float[] Grey(byte[] pixels)
    {
        var grey = new float[pixels.Length / 3];
        for (var i = 0; i < grey.Length; i++)
        {
            grey[i] = MathF.Round(0.299f * pixels[i * 3] + 0.587f * pixels[i * 3 + 1] + 0.114f * pixels[i * 3 + 2]);
        }

        return grey;
    }

    private Picture Decode()
    {
        var file = ModelFile.Read(Path);
        try
        {
            return PngPicture.IsPng(file) ? PngPicture.Decode(file) : BaselineJpeg.Decode(file);
        }
        catch (InvalidDataException exception)
        {
            throw new ModelException(Path, $"the picture cannot be read: {exception.Message}", exception);
        }
    }
}
