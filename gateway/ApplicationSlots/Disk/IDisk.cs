using System.Collections.Generic;
using System.IO;

namespace Stethos.ApplicationSlots.Disk;

/// <summary>
/// The few file operations slots are made of, so that a test can cut the power at each of them. Paths are relative to the
/// root, parts separated by '/'; "" is the root. Nothing is durable before <see cref="Sync"/>: a file's content needs
/// the file synced, its name the folder it lies in. Failures are <see cref="IOException"/>.
/// </summary>
public interface IDisk
{
    DiskEntryCode Kind(string path);

    /// <summary>Names in a folder in ordinal order; empty when there is no such folder.</summary>
    IReadOnlyList<string> List(string folder);

    /// <summary>Content of a file for reading.</summary>
    Stream Open(string path);

    /// <summary>Where a link points to; null when it is none.</summary>
    string? ReadLink(string path);

    void MakeFolder(string path);

    /// <summary>Makes or replaces a file. Not durable, not atomic.</summary>
    void Write(string path, Stream content, bool isExecutable);

    void MakeLink(string path, string target);

    /// <summary>Makes what a file holds, or which names a folder holds, durable.</summary>
    void Sync(string path);

    /// <summary>Atomically puts one file or link in the place of another, or of none.</summary>
    void Rename(string from, string to);

    /// <summary>Removes a file, a link or an empty folder.</summary>
    void Delete(string path);
}
