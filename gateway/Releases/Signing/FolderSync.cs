using System;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.Releases.Signing;

/// <summary>Makes the names in a folder durable: a new or renamed file is only in memory until its folder is flushed.</summary>
public static partial class FolderSync
{
    private const int ReadOnly = 0;

    /// <summary>fsync of the folder, or an <see cref="IOException"/>; Windows has no such call and needs none.</summary>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var handle = Open(folder, ReadOnly);
        if (handle < 0)
        {
            throw new IOException($"{folder} cannot be opened: error {Marshal.GetLastPInvokeError()}");
        }

        try
        {
            if (Sync(handle) != 0)
            {
                throw new IOException($"{folder} cannot be made durable: error {Marshal.GetLastPInvokeError()}");
            }
        }
        finally
        {
            _ = Close(handle);
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    private static partial int Close(int handle);
}
