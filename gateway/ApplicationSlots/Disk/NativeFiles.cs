using System.ComponentModel;
using System.IO;
using System.Runtime.InteropServices;

namespace Stethos.ApplicationSlots.Disk;

/// <summary>
/// What the class library does not offer: fsync of a folder, and rename(2) as it is. File.Move looks at what it moves
/// first, takes a link to a folder for missing, and copies where it cannot rename.
/// </summary>
internal static partial class NativeFiles
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;

    public static void Sync(string path)
    {
        var handle = Open(path, ReadOnly | CloseOnExec);
        if (handle < 0)
        {
            throw Fault("open", path);
        }

        var result = Fsync(handle);
        var fault = result < 0 ? Fault("fsync", path) : null;
        _ = Close(handle);
        if (fault is not null)
        {
            throw fault;
        }
    }

    public static void Rename(string from, string to)
    {
        if (RenamePath(from, to) < 0)
        {
            throw Fault("rename", to);
        }
    }

    private static IOException Fault(string what, string path)
    {
        var cause = new Win32Exception(Marshal.GetLastPInvokeError());
        return new IOException($"{what} {path}: {cause.Message}", cause);
    }

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int handle);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int handle);

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int RenamePath(string from, string to);
}
