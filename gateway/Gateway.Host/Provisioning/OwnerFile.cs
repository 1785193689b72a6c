using System;
using System.IO;

namespace Stethos.Gateway.Host.Provisioning;

/// <summary>Files with secrets: only their owner may read them, and they replace an older one whole or not at all.</summary>
internal static class OwnerFile
{
    public static void Write(string path, byte[] content)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new FileStream(temporary, options))
        {
            file.Write(content);
            file.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }
}
