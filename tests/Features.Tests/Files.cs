using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Stethos.Features.Tests;

/// <summary>Finds committed vectors and, where present, the shared recordings beside the repository.</summary>
internal static class Files
{
    internal static string Root { get; } = FindRoot();

    internal static string Vectors => Path.Combine(Root, "tests", "vectors", "features");

    /// <summary>Folder of the shared recordings; STETHOS_SHARED overrides ../shared. May not exist.</summary>
    internal static string SharedData => Path.Combine(
        Environment.GetEnvironmentVariable("STETHOS_SHARED") ?? Path.Combine(Root, "..", "shared"), "data");

    internal static JsonElement Json(string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    internal static float[] Floats(string path) => MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(path)).ToArray();

    internal static short[] Shorts(string path) => MemoryMarshal.Cast<byte, short>(File.ReadAllBytes(path)).ToArray();

    private static string FindRoot()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder != null && !File.Exists(Path.Combine(folder, "Directory.Packages.props")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return folder ?? throw new DirectoryNotFoundException("No repository root above " + AppContext.BaseDirectory);
    }
}
