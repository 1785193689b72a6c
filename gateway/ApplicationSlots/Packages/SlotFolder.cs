using System.Collections.Generic;
using System.IO;
using System.Linq;
using Stethos.ApplicationSlots.Disk;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>A slot as it lies on disk.</summary>
public sealed class SlotFolder(IDisk disk, SlotCode slot)
{
    public string Path { get; } = SlotNames.Of(slot);

    /// <summary>The list, null when there is none that can be read; nothing is said about the files.</summary>
    public ApplicationList? List(out string digest)
    {
        digest = "";
        if (disk.Kind(In(ApplicationList.FileName)) != DiskEntryCode.File)
        {
            return null;
        }

        try
        {
            var bytes = Bytes(ApplicationList.FileName, ApplicationList.MostListBytes);
            digest = ApplicationList.DigestOf(bytes);
            return ApplicationList.Parse(bytes);
        }
        catch (System.Exception fault) when (fault is PackageException or IOException)
        {
            return null;
        }
    }

    /// <summary>
    /// Reads everything back: null when the slot is whole, else what is wrong with it. <paramref name="digest"/> is
    /// the list it has to have; empty takes any list that is right in itself.
    /// </summary>
    public string? Problem(string digest)
    {
        if (List(out var found) is not { } list)
        {
            return "no list of files";
        }

        if (digest.Length > 0 && digest != found)
        {
            return "another list of files than was installed";
        }

        try
        {
            return list.Files.Select(Problem).FirstOrDefault(problem => problem is not null) ?? Foreign(list);
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>Bytes of a small file; longer ones are cut.</summary>
    public byte[] Bytes(string name, int most)
    {
        using var file = disk.Open(In(name));
        using var bytes = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (var count = file.Read(buffer); count > 0 && bytes.Length < most; count = file.Read(buffer))
        {
            bytes.Write(buffer, 0, count);
        }

        return bytes.ToArray();
    }

    /// <summary>All files below, with their paths in the slot. A link counts as a file, so that it is found foreign.</summary>
    public IEnumerable<string> FilesBelow(string folder = "") =>
        disk.List(folder.Length == 0 ? Path : In(folder))
            .Select(name => folder.Length == 0 ? name : $"{folder}/{name}")
            .SelectMany(path => disk.Kind(In(path)) == DiskEntryCode.Folder ? FilesBelow(path) : [path]);

    /// <summary>Removes the slot with all it holds, whatever that is.</summary>
    public void Clear() => Remove(Path);

    public string In(string path) => $"{Path}/{path}";

    private void Remove(string path)
    {
        switch (disk.Kind(path))
        {
            case DiskEntryCode.None:
                return;
            case DiskEntryCode.Folder:
                foreach (var name in disk.List(path))
                {
                    Remove($"{path}/{name}");
                }

                break;
        }

        disk.Delete(path);
    }

    private string? Problem(ListedFile file)
    {
        if (disk.Kind(In(file.Path)) != DiskEntryCode.File)
        {
            return $"{file.Path} is missing";
        }

        using var content = disk.Open(In(file.Path));
        return content.Length == file.Bytes && ApplicationList.DigestOf(content) == file.Sha256
            ? null
            : $"{file.Path} is not what the list says";
    }

    // A file nobody listed could be loaded in the place of one that was.
    private string? Foreign(ApplicationList list)
    {
        var known = list.Files.Select(file => file.Path).Append(ApplicationList.FileName).Append(ApplicationList.SignatureName).ToHashSet();
        return FilesBelow().FirstOrDefault(path => !known.Contains(path)) is { } foreign ? $"{foreign} is not in the list" : null;
    }
}
