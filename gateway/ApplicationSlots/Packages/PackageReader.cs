using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Diagnostics;
using System.Formats.Tar;
using System.IO;
using System.IO.Compression;
using System.Linq;

namespace Stethos.ApplicationSlots.Packages;

/// <summary>Reads a package: a folder, or a tar archive, plain or packed with gzip or zstd; told by content, not by name.</summary>
public static class PackageReader
{
    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <exception cref="PackageException">There is no such package, or it cannot be unpacked.</exception>
    public static IEnumerable<PackageEntry> Read(string path)
    {
        if (Directory.Exists(path))
        {
            return Folder(Path.GetFullPath(path));
        }

        return File.Exists(path) ? Archive(path) : throw new PackageException($"{path}: no such file or folder");
    }

    private static IEnumerable<PackageEntry> Folder(string root)
    {
        foreach (var path in Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            using var content = File.OpenRead(path);
            yield return new PackageEntry(
                Path.GetRelativePath(root, path), content, (File.GetUnixFileMode(path) & AnyExecute) != 0);
        }
    }

    private static IEnumerable<PackageEntry> Archive(string path)
    {
        using var file = File.OpenRead(path);
        var head = new byte[4];
        var length = file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        file.Position = 0;
        using var zstd = length == 4 && head.AsSpan().SequenceEqual((byte[])[0x28, 0xB5, 0x2F, 0xFD]) ? StartZstd(path) : null;
        using var plain = zstd is not null ? zstd.StandardOutput.BaseStream
            : length >= 2 && head[0] == 0x1F && head[1] == 0x8B ? new GZipStream(file, CompressionMode.Decompress)
            : (Stream)file;
        using var tar = new TarReader(plain);
        while (Next(tar, path) is { } entry)
        {
            if (Entry(entry) is { } taken)
            {
                yield return taken;
            }
        }

        if (zstd is not null)
        {
            zstd.WaitForExit();
            if (zstd.ExitCode != 0)
            {
                throw new PackageException($"{path}: zstd could not unpack it: {zstd.StandardError.ReadToEnd().Trim()}");
            }
        }
    }

    private static TarEntry? Next(TarReader tar, string path)
    {
        try
        {
            return tar.GetNextEntry();
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or FormatException or ArgumentException)
        {
            throw new PackageException($"{path}: damaged or no tar archive: {fault.Message}", fault);
        }
    }

    private static PackageEntry? Entry(TarEntry entry)
    {
        var name = entry.Name.StartsWith("./", StringComparison.Ordinal) ? entry.Name[2..] : entry.Name;
        return entry.EntryType switch
        {
            TarEntryType.Directory or TarEntryType.GlobalExtendedAttributes => null,
            TarEntryType.RegularFile or TarEntryType.V7RegularFile =>
                new PackageEntry(name, entry.DataStream ?? Stream.Null, (entry.Mode & AnyExecute) != 0),
            _ => throw new PackageException($"'{name}' is a {entry.EntryType}: only files and folders are taken")
        };
    }

    private static Process StartZstd(string path)
    {
        try
        {
            return Process.Start(new ProcessStartInfo("zstd", ["-dc", "--", path])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true
            })!;
        }
        catch (Win32Exception)
        {
            throw new PackageException($"{path}: the program zstd is not installed (apt-get install zstd); a .tar.gz needs none");
        }
    }
}
