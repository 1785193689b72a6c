using System;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>The application that was built beside this program: what a board leaves the factory with.</summary>
internal static class FactoryApplication
{
    private static readonly Lazy<byte[]> Read = new(
        () => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "stethos-application.dll")));

    private static readonly Lazy<uint> Stamped = new(() => NumberOf(ApplicationAssembly.Load(Image).Version));

    /// <summary>The assembly, byte by byte.</summary>
    public static byte[] Image => Read.Value;

    /// <summary>Its version as manifests have it: 8 bits major, 8 minor, 16 patch.</summary>
    public static uint Version => Stamped.Value;

    private static uint NumberOf(string version)
    {
        var parts = System.Version.Parse(version);
        return ((uint)parts.Major << 24) | ((uint)parts.Minor << 16) | (uint)parts.Build;
    }
}
