using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ApplicationSlots.Disk;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>Writes the files of a package into an empty slot and makes them durable, the list last.</summary>
public sealed class SlotWriter(IDisk disk, SlotFolder folder)
{
    public const int MostSignatureBytes = 64 * 1024;
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);
    private readonly HashSet<string> _files = new(StringComparer.Ordinal);

    /// <exception cref="PackageException">A path leads out of the slot, comes twice, or there is too much.</exception>
    public void Write(IEnumerable<PackageEntry> entries)
    {
        disk.MakeFolder(folder.Path);
        MemoryStream? list = null;
        long total = 0;
        foreach (var entry in entries)
        {
            if (entry.Path == ApplicationList.FileName)
            {
                list = new MemoryStream();
                new BoundedStream(entry.Content, ApplicationList.MostListBytes, entry.Path).CopyTo(list);
                continue;
            }

            CheckPath(entry.Path);
            var most = entry.Path == ApplicationList.SignatureName ? MostSignatureBytes : ApplicationList.MostBytes - total;
            var content = new BoundedStream(entry.Content, most, entry.Path);
            MakeParents(entry.Path);
            disk.Write(folder.In(entry.Path), content, entry.IsExecutable);
            disk.Sync(folder.In(entry.Path));
            total += content.Taken;
        }

        if (list is null)
        {
            throw new PackageException($"no {ApplicationList.FileName} in the package");
        }

        list.Position = 0;
        disk.Write(folder.In(ApplicationList.FileName), list, isExecutable: false);
        disk.Sync(folder.In(ApplicationList.FileName));
        foreach (var made in _folders.OrderByDescending(path => path.Length))
        {
            disk.Sync(folder.In(made));
        }

        disk.Sync(folder.Path);
        disk.Sync("");
    }

    private void CheckPath(string path)
    {
        if (path != ApplicationList.SignatureName && !ApplicationList.IsPath(path))
        {
            throw new PackageException($"'{path}' is no path inside the slot");
        }

        if (!_files.Add(path) || _files.Count > ApplicationList.MostFiles + 1)
        {
            throw new PackageException(_files.Count > ApplicationList.MostFiles ? "too many files" : $"'{path}' comes twice");
        }
    }

    private void MakeParents(string path)
    {
        for (var at = path.IndexOf('/', StringComparison.Ordinal); at > 0; at = path.IndexOf('/', at + 1))
        {
            if (_folders.Add(path[..at]))
            {
                disk.MakeFolder(folder.In(path[..at]));
            }
        }
    }
}
