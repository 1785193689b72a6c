using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Stethos.ApplicationSlots.Disk;

/// <summary>The operations on a folder of this machine.</summary>
public sealed class RealDisk : IDisk
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Executable =
        Readable | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    private readonly string _root;

    /// <summary>Makes the root when it does not exist.</summary>
    public RealDisk(string root)
    {
        _root = Path.GetFullPath(root);
        try
        {
            Directory.CreateDirectory(_root);
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }

    /// <summary>The path as programs need it.</summary>
    public string Full(string path) => path.Length == 0 ? _root : Path.Combine(_root, path);

    public DiskEntryCode Kind(string path)
    {
        var info = new FileInfo(Full(path));
        return info.LinkTarget is not null ? DiskEntryCode.Link
            : info.Exists ? DiskEntryCode.File
            : Directory.Exists(Full(path)) ? DiskEntryCode.Folder
            : DiskEntryCode.None;
    }

    public IReadOnlyList<string> List(string folder) => Directory.Exists(Full(folder))
        ? Directory.EnumerateFileSystemEntries(Full(folder)).Select(path => Path.GetFileName(path)!).Order(StringComparer.Ordinal).ToArray()
        : [];

    public Stream Open(string path) => Act(() => new FileStream(Full(path), FileMode.Open, FileAccess.Read, FileShare.Read, 1 << 16));

    public string? ReadLink(string path) => new FileInfo(Full(path)).LinkTarget;

    public void MakeFolder(string path) => Act(() => Directory.CreateDirectory(Full(path)));

    public void Write(string path, Stream content, bool isExecutable) => Act(() =>
    {
        using var file = new FileStream(Full(path), new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = isExecutable ? Executable : Readable
        });
        content.CopyTo(file);
        return 0;
    });

    public void MakeLink(string path, string target) => Act(() => File.CreateSymbolicLink(Full(path), target));

    public void Sync(string path) => NativeFiles.Sync(Full(path));

    public void Rename(string from, string to) => NativeFiles.Rename(Full(from), Full(to));

    public void Delete(string path) => Act(() =>
    {
        if (Kind(path) == DiskEntryCode.Folder)
        {
            Directory.Delete(Full(path));
        }
        else
        {
            File.Delete(Full(path));
        }

        return 0;
    });

    private static T Act<T>(Func<T> act)
    {
        try
        {
            return act();
        }
        catch (UnauthorizedAccessException denied)
        {
            throw new IOException(denied.Message, denied);
        }
    }
}
