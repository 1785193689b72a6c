using System;
using System.IO;

namespace Stethos.Benchmarks.Kit;

/// <summary>Where things lie in the repository this program was built from.</summary>
internal static class Repository
{
    private const string RootMark = "Directory.Packages.props";

    public static string Root { get; } = FindRoot();

    public static string Model => Existing("gateway/models/bearing-condition/bearing-condition.onnx");

    /// <summary>The gateway's program, built in the same configuration as this one.</summary>
    public static string Gateway => Program("Gateway.Host", "stethos");

    /// <summary>The virtual boards' program, built in the same configuration as this one.</summary>
    public static string Boards => Program("Boards.Virtual", "stethos-virtual-board");

    /// <summary>C source of a floor.</summary>
    public static string FloorSource(string name) => Existing($"tests/Benchmarks/floors/{name}.c");

    /// <summary>Compiled floor; its folder exists.</summary>
    public static string FloorLibrary(string name) => Path.Combine(Folder("bench-floors"), name + ".so");

    /// <summary>An empty folder on the disk the repository is on.</summary>
    public static string EmptyFolder(string name)
    {
        var path = Path.Combine(Root, "artifacts", "bench-data", name);
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }

        return Directory.CreateDirectory(path).FullName;
    }

    private static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root, "artifacts", name)).FullName;

    private static string Program(string project, string name)
    {
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Name;
        return Existing($"artifacts/bin/{project}/{configuration}/{name}");
    }

    private static string Existing(string relative)
    {
        var path = Path.Combine(Root, relative);
        return File.Exists(path) ? path : throw new BenchmarkException($"{relative} is missing: start with ./run bench");
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, RootMark)))
            {
                return folder.FullName;
            }
        }

        throw new BenchmarkException($"no {RootMark} above {AppContext.BaseDirectory}");
    }
}
