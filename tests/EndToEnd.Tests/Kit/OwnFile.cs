using System;
using System.IO;

namespace Stethos.EndToEnd.Tests.Kit;

/// <summary>Files that only their owner may read, as a gateway wants those with keys.</summary>
internal static class OwnFile
{
    public static void Write(string path, string text, UnixFileMode more = UnixFileMode.None)
    {
        File.WriteAllText(path, text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | more);
        }
    }
}
