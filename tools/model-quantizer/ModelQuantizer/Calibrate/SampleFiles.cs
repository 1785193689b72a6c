using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Stethos.ModelQuantizer.Calibrate.Pictures;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer.Calibrate;

/// <summary>
/// Samples from files: a folder with one sample per file, or one file with many: .npy, .csv, raw little-endian numbers (.f32, .u8, .i8,
/// .bin), or pictures (.jpg, .png). Samples are read when they are asked for.
/// </summary>
public sealed class SampleFiles : ISampleSource
{
    private readonly List<ISampleFile> _files = [];
    private readonly List<(ISampleFile File, int Row)> _samples = [];
    private readonly SampleLayout _layout;

    private SampleFiles(SampleLayout layout) => _layout = layout;

    public int Count => _samples.Count;

    /// <param name="path">A file or a folder.</param>
    /// <param name="input">The model's only input, of known shape.</param>
    /// <param name="options">Null for the defaults.</param>
    /// <exception cref="ModelException">Nothing there, unreadable, or the shape is not the model's.</exception>
    public static SampleFiles Open(string path, Tensor input, SampleOptions? options = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(input);
        options ??= new SampleOptions();
        var files = FilesOf(path);
        if (files.Exists(PictureFile.IsPicture) && options.Layout == Layout.Unspecified)
        {
            options = options with { Layout = Layout.ChannelsLast };
        }

        var source = new SampleFiles(new SampleLayout(path, input, options));
        foreach (var file in files)
        {
            source.Add(file, options);
        }

        return source._samples.Count > 0 ? source : throw new ModelException(path, "there are no samples");
    }

    public string NameOf(int index)
    {
        var (file, row) = _samples[index];
        return file.Count == 1 ? Path.GetFileName(file.Path) : $"{Path.GetFileName(file.Path)}[{row}]";
    }

    public TensorData[] Read(int index)
    {
        var (file, row) = _samples[index];
        return [_layout.Apply(file.Read(row))];
    }

    /// <summary>Over the names and contents of all files, lower-case hexadecimal.</summary>
    /// <exception cref="ModelException">A file cannot be read any more.</exception>
    public string Sha256()
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in _files)
        {
            var content = ModelFile.Read(file.Path);
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetFileName(file.Path)}\0{content.Length}\0"));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static List<string> FilesOf(string path)
    {
        try
        {
            if (File.Exists(path))
            {
                return [path];
            }

            return Directory.Exists(path)
                ? [.. Directory.EnumerateFiles(path).Where(IsData).Order(StringComparer.Ordinal)]
                : throw new ModelException(path, "there is no such file or folder");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, $"the data cannot be read: {exception.Message}", exception);
        }
    }

    private static bool IsData(string file) =>
        PictureFile.IsPicture(file) || Path.GetExtension(file).ToLowerInvariant() is ".npy" or ".f32" or ".u8" or ".i8" or ".bin";

    private void Add(string path, SampleOptions options)
    {
        try
        {
            ISampleFile file = Path.GetExtension(path).ToLowerInvariant() switch
            {
                ".npy" => NpyFile.Open(path, _layout),
                ".jpg" or ".jpeg" or ".png" => new PictureFile(path, _layout.FileShape),
                ".csv" => new CsvFile(path, (int)_layout.ElementCount),
                _ => RawFile.Open(path, options.Type, (int)_layout.ElementCount),
            };
            _files.Add(file);
            _samples.AddRange(Enumerable.Range(0, file.Count).Select(row => (file, row)));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, $"the data cannot be read: {exception.Message}", exception);
        }
    }
}
