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

    /// <summary>Writes a package anew with a signature of its list, which it may have had before.</summary>
    /// <param name="package">A package; it stays as it is.</param>
    /// <param name="sign">Gives the signature of the list's bytes.</param>
    /// <exception cref="PackageException">It is no package.</exception>
    public static void WriteSigned(string package, Func<byte[], byte[]> sign, string output)
    {
        byte[]? list = null;
        foreach (var entry in PackageReader.Read(package).Where(entry => entry.Path == ApplicationList.FileName))
        {
            list = Bytes(new BoundedStream(entry.Content, ApplicationList.MostListBytes, entry.Path));
        }

        ApplicationList.Parse(list ?? throw new PackageException($"no {ApplicationList.FileName} in the package"));
        var signature = sign(list);
        using var file = new FileStream(output, FileMode.CreateNew, FileAccess.Write);
        using var packed = new GZipStream(file, CompressionLevel.Optimal);
        using var tar = new TarWriter(packed, TarEntryFormat.Ustar);
        Add(tar, ApplicationList.FileName, new MemoryStream(list), isExecutable: false);
        Add(tar, ApplicationList.SignatureName, new MemoryStream(signature), isExecutable: false);
        foreach (var entry in PackageReader.Read(package).Where(entry => ApplicationList.IsPath(entry.Path)))
        {
            Add(tar, entry.Path, new MemoryStream(Bytes(entry.Content)), entry.IsExecutable);
        }
    }

    private static byte[] Bytes(Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        return bytes.ToArray();
    }

    private static void Add(TarWriter tar, string path, Stream content, bool isExecutable) =>
        tar.WriteEntry(new UstarTarEntry(TarEntryType.RegularFile, path)
        {
            DataStream = content,
            Mode = isExecutable ? Readable | Execute : Readable,
            ModificationTime = DateTimeOffset.UnixEpoch
        });
}
