using System;
using System.IO;

namespace Stethos.Releases.Signing;

/// <summary>A signer's files on disk: written through, folders included, readable by their owner alone.</summary>
internal sealed class DiskSignerFiles : ISignerFiles
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public byte[]? Read(string path)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & ~OwnerOnly) != 0)
        {
            throw new SignerException($"others may read {path}: chmod 600 {path}");
        }

        return File.ReadAllBytes(path);
    }

    public void Create(string path, byte[] content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        Write(path, FileMode.CreateNew, content);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    public void Append(string path, byte[] content)
    {
        Write(path, FileMode.Append, content);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    public void Replace(string path, byte[] content)
    {
        var temporary = path + ".new";
        File.Delete(temporary);
        Write(temporary, FileMode.CreateNew, content);
        File.Move(temporary, path, overwrite: true);
        FolderSync.Flush(Path.GetDirectoryName(path)!);
    }

    public IDisposable Lock(string path)
    {
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.None };
            return new FileStream(path + ".lock", Secret(options));
        }
        catch (IOException wrong)
        {
            throw new SignerException($"{path} is in use by another signer", wrong);
        }
    }

    private static void Write(string path, FileMode mode, byte[] content)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.Write, Share = FileShare.None };
        using var file = new FileStream(path, Secret(options));
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    private static FileStreamOptions Secret(FileStreamOptions options)
    {
        if (!OperatingSystem.IsWindows() && options.Mode != FileMode.Open)
        {
            options.UnixCreateMode = OwnerOnly;
        }

        return options;
    }
}
