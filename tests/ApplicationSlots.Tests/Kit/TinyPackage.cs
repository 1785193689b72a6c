using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text;
using Stethos.ApplicationSlots.Packages;

namespace Stethos.ApplicationSlots.Tests.Kit;

/// <summary>An application of a few bytes.</summary>
internal static class TinyPackage
{
    public static readonly Func<ApplicationList, byte[], byte[]?, string?> Anybody = (_, _, _) => null;

    public static IEnumerable<PackageEntry> Entries(string version)
    {
        var files = Files(version);
        yield return Entry(ApplicationList.FileName, List(version).ToBytes());
        foreach (var (path, bytes) in files)
        {
            yield return Entry(path, bytes);
        }
    }

    public static ApplicationList List(string version) => new()
    {
        Version = version,
        Program = "stethos",
        Schema = 1,
        SchemaReadableFrom = 1,
        Files = Files(version)
            .Select(file => new ListedFile(file.Path, file.Bytes.Length, ApplicationList.DigestOf(file.Bytes), file.Path == "stethos"))
            .ToArray()
    };

    public static PackageEntry Entry(string path, byte[] bytes) => new(path, new MemoryStream(bytes), path == "stethos");

    private static (string Path, byte[] Bytes)[] Files(string version) =>
    [
        ("stethos", Encoding.UTF8.GetBytes("program " + version)),
        ("web/dist/index.html", Encoding.UTF8.GetBytes("page " + version)),
        ("models/m.onnx", Encoding.UTF8.GetBytes("model"))
    ];
}
