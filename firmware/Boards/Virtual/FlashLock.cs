using System;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>
/// A folder of flash belongs to one process: two sets of boards in it would write over each other and send under the same
/// numbers. The lock ends with the process, however that ends; its file stays.
/// </summary>
internal sealed class FlashLock : IDisposable
{
    private const string FileName = "in-use";
    private readonly FileStream? _file;

    private FlashLock(FileStream? file)
    {
        _file = file;
    }

    /// <exception cref="IOException">Another process has it; the message says so in one line.</exception>
    public static FlashLock Take(string? folder)
    {
        if (folder is null)
        {
            return new FlashLock(null);
        }

        Directory.CreateDirectory(folder);
        try
        {
            return new FlashLock(
                new FileStream(Path.Combine(folder, FileName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException taken)
        {
            throw new IOException($"--flash {folder}: other virtual boards run in this folder; end them or give another folder", taken);
        }
    }

    public void Dispose() => _file?.Dispose();
}
