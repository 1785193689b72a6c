using System;
using System.Collections.Generic;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>Makes a package of a folder with a program in it. The same folder gives the same bytes.</summary>
public static class PackageMaker
{
    private const UnixFileMode Readable =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode Execute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>Reads every file of a folder into a list. A list and signature that already lie there are left out.</summary>
    public static ApplicationList ListOf(string folder, string version, string program, int schema, int schemaReadableFrom)
    {
        var files = new List<ListedFile>();
        foreach (var entry in PackageReader.Read(folder).Where(entry => ApplicationList.IsPath(entry.Path)))
        {
            files.Add(new ListedFile(
                entry.Path, entry.Content.Length, ApplicationList.DigestOf(entry.Content), entry.IsExecutable));
        }

        var list = new ApplicationList
        {
            Version = version,
            Program = program,
            Schema = schema,
            SchemaReadableFrom = schemaReadableFrom,
            Files = files
        };
        return ApplicationList.Parse(list.ToBytes());
    }

    /// <summary>Writes the package, list first, packed with gzip.</summary>
    /// <param name="signature">Signature of the list; null for none.</param>
    public static void Write(string folder, ApplicationList list, byte[]? signature, string output)
    {
        using var file = File.Create(output);
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        Add(tar, ApplicationList.FileName, new MemoryStream(list.ToBytes()), isExecutable: false);
        if (signature is not null)
        {
            Add(tar, ApplicationList.SignatureName, new MemoryStream(signature), isExecutable: false);
        }

        foreach (var listed in list.Files)
        {
            using var content = File.OpenRead(Path.Combine(folder, listed.Path));
            Add(tar, listed.Path, content, listed.IsExecutable);
        }
    }

    private static void Add(TarWriter tar, string path, Stream content, bool isExecutable) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = content,
            Mode = isExecutable ? Readable | Execute : Readable,
            ModificationTime = DateTimeOffset.UnixEpoch
        });
}
