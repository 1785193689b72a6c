using System;
using System.IO;
using System.Text.Json;
using Stethos.Hal.Virtual.Recordings;

namespace Stethos.Hal.Virtual.Vision
{
    /// <summary>
    /// Pictures from a file, one after another and round again: X.u8 holds grey bytes, X.json beside it tells their
    /// "shape": [pictures, rows, columns]. A picture smaller than the view lies pixel by pixel in its middle, on a ground of its
    /// own mean grey, so that a crop of the middle is the picture itself; a larger one is cut.
    /// </summary>
    public sealed class PictureFile : IPictureSource
    {
        private const long MostBytes = 256L * 1024 * 1024;

        private readonly byte[] _pixels;
        private readonly int _pictures;
        private readonly int _rows;
        private readonly int _columns;
        private readonly double _secondsEach;

        private PictureFile(byte[] pixels, int[] shape, int width, int height, double secondsEach)
        {
            _pixels = pixels;
            _pictures = shape[0];
            _rows = shape[1];
            _columns = shape[2];
            _secondsEach = secondsEach;
            Width = width;
            Height = height;
        }

        /// <inheritdoc/>
        public int Width { get; }

        /// <inheritdoc/>
        public int Height { get; }

        /// <summary>Pictures in the file.</summary>
        public int Count => _pictures;

        /// <summary>
        /// Reads the file for a view of <paramref name="width"/> × <paramref name="height"/> pixels that shows each picture for
        /// <paramref name="secondsEach"/> seconds. Throws <see cref="RecordingException"/> when it is not as told.
        /// </summary>
        public static PictureFile Load(string path, int width, int height, double secondsEach)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(secondsEach);
            var shape = ReadShape(Path.ChangeExtension(path, ".json"));
            if (!File.Exists(path))
            {
                throw new RecordingException(path, "file", "the file is missing");
            }

            long expected = (long)shape[0] * shape[1] * shape[2];
            long length = new FileInfo(path).Length;
            if (length != expected || length > MostBytes)
            {
                throw new RecordingException(path, "size", $"{length} bytes; shape says {expected}, and at most {MostBytes} are read");
            }

            return new PictureFile(File.ReadAllBytes(path), shape, width, height, secondsEach);
        }

        /// <inheritdoc/>
        public void Render(double timeSeconds, byte[] destination, int offset)
        {
            ArgumentNullException.ThrowIfNull(destination);
            long number = (long)(timeSeconds / _secondsEach) % _pictures;
            var picture = _pixels.AsSpan((int)(number * _rows * _columns), _rows * _columns);
            var view = destination.AsSpan(offset, Width * Height);
            view.Fill(Mean(picture));
            int columns = Math.Min(_columns, Width);
            int rows = Math.Min(_rows, Height);
            for (int row = 0; row < rows; row++)
            {
                int from = ((((_rows - rows) / 2) + row) * _columns) + ((_columns - columns) / 2);
                int to = ((((Height - rows) / 2) + row) * Width) + ((Width - columns) / 2);
                picture.Slice(from, columns).CopyTo(view[to..]);
            }
        }

        private static byte Mean(ReadOnlySpan<byte> picture)
        {
            long sum = 0;
            foreach (byte pixel in picture)
            {
                sum += pixel;
            }

            return (byte)(sum / picture.Length);
        }

        private static int[] ReadShape(string path)
        {
            if (!File.Exists(path))
            {
                throw new RecordingException(path, "file", "the JSON file that tells the shape is missing");
            }

            try
            {
                using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
                if (document.RootElement.ValueKind == JsonValueKind.Object
                    && document.RootElement.TryGetProperty("shape", out JsonElement shape)
                    && shape.ValueKind == JsonValueKind.Array && shape.GetArrayLength() == 3)
                {
                    int[] numbers = new int[3];
                    for (int i = 0; i < 3; i++)
                    {
                        bool isNumber = shape[i].ValueKind == JsonValueKind.Number && shape[i].TryGetInt32(out numbers[i]);
                        if (!isNumber || numbers[i] is < 1 or > 65535)
                        {
                            throw new RecordingException(path, "shape", "must be three numbers of 1 to 65535");
                        }
                    }

                    return numbers;
                }
            }
            catch (JsonException wrong)
            {
                throw new RecordingException(path, "file", $"not JSON: {wrong.Message}");
            }

            throw new RecordingException(path, "shape", "must be [pictures, rows, columns]");
        }
    }
}
