using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Stethos.ModelQuantizer.Onnx;

/// <summary>
/// Values in files beside the model. A location is relative and stays in the model's folder, links followed: a model must not be able to
/// read other files of its user.
/// </summary>
internal sealed class ExternalData(string? folder)
{
    private readonly Dictionary<string, byte[]> _files = new(StringComparer.Ordinal);

    /// <summary>Size of all files read.</summary>
    public long Bytes => _files.Values.Sum(file => (long)file.Length);

    /// <param name="entries"><c>location</c>, <c>offset</c> and <c>length</c>; others are ignored.</param>
    /// <param name="length">What type and dimensions need.</param>
    /// <exception cref="FormatException">The entry is broken, leaves the folder or does not fit its file.</exception>
    public ReadOnlyMemory<byte> Read(IEnumerable<KeyValuePair<string, string>> entries, long length)
    {
        var known = entries.GroupBy(entry => entry.Key).ToDictionary(group => group.Key, group => group.Last().Value);
        var location = known.GetValueOrDefault("location", "");
        var offset = Number(known, "offset", 0);
        if (Number(known, "length", length) != length)
        {
            throw new FormatException($"external length {known["length"]} does not fit type and dimensions, which need {length}");
        }

        var file = File(location);
        return offset <= file.Length && length <= file.Length - offset
            ? file.AsMemory((int)offset, (int)length)
            : throw new FormatException($"{length} bytes at {offset} of '{location}' lie beyond its {file.Length} bytes");
    }

    private static long Number(Dictionary<string, string> entries, string key, long otherwise)
    {
        if (!entries.TryGetValue(key, out var text))
        {
            return otherwise;
        }

        return long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new FormatException($"external {key} '{text}' is no number");
    }

    private byte[] File(string location)
    {
        if (_files.TryGetValue(location, out var known))
        {
            return known;
        }

        if (folder is null)
        {
            throw new FormatException("the values are external and the model has no folder");
        }

        var info = new FileInfo(PathOf(location, folder));
        if (!info.Exists)
        {
            throw new FormatException($"the external file '{location}' is not there: copy it beside the model");
        }

        if (info.Length > Array.MaxLength)
        {
            throw new FormatException($"the external file '{location}' is larger than 2 GB");
        }

        try
        {
            return _files[location] = System.IO.File.ReadAllBytes(info.FullName);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FormatException($"the external file '{location}' cannot be read: {exception.Message}");
        }
    }

    private static string PathOf(string location, string folder)
    {
        var parts = location.Split('/', '\\');
        if (location.Length == 0 || location.Contains('\0', StringComparison.Ordinal) || Path.IsPathRooted(location)
            || Array.Exists(parts, part => part is "..") || location.Contains(':', StringComparison.Ordinal))
        {
            throw new FormatException($"the external file '{location}' would lie outside the model's folder");
        }

        var path = Path.GetFullPath(folder);
        foreach (var part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new FormatException($"the external file '{location}' is a link, which may lead outside the model's folder");
            }
        }

        return path;
    }
}
