using System;
using System.IO;
using Stethos.ModelQuantizer.Graph;

namespace Stethos.ModelQuantizer;

/// <summary>Files with errors in one line.</summary>
public static class ModelFile
{
    /// <exception cref="ModelException">The file is missing, empty, too large or unreadable.</exception>
    public static byte[] Read(string path)
    {
        var info = new FileInfo(path);
        if (!info.Exists)
        {
            throw new ModelException(path, Directory.Exists(path) ? "this is a folder, not a model file" : "there is no such file");
        }

        if (info.Length == 0 || info.Length > Array.MaxLength)
        {
            throw new ModelException(path, info.Length == 0 ? "the file is empty" : "the file is larger than 2 GB: use external data");
        }

        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelException(path, $"the file cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>
    /// Writes beside the place, then renames: no half file is ever seen, and none is left behind by an error. Devices and streams
    /// (/dev/stdout) are written as they are.
    /// </summary>
    /// <exception cref="ModelException">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        var partial = $"{path}.partial-{Environment.ProcessId}";
        try
        {
            if (IsDevice(path))
            {
                using var device = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, 0);
                device.Write(bytes);
                return;
            }

            using (var stream = new FileStream(partial, FileMode.Create, FileAccess.Write))
            {
                stream.Write(bytes);
                stream.Flush(true);
            }

            File.Move(partial, path, true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }

            // The system's message names the file beside the place, which is no more.
            var cause = exception.Message.Split($" : '{partial}'")[0];
            throw new ModelException(path, $"the file cannot be written: {cause}", exception);
        }
    }

    // A rename would put a file in the device's place, for the whole machine when root asks for it.
    private static bool IsDevice(string path)
    {
        var full = Path.GetFullPath(path);
        return full.StartsWith("/dev/", StringComparison.Ordinal) || full.StartsWith("/proc/", StringComparison.Ordinal);
    }
}
