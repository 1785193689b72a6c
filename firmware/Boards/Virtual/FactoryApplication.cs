using System;
using System.IO;

namespace Stethos.Boards.Virtual;

/// <summary>The application that was built beside this program: what a board leaves the factory with.</summary>
internal static class FactoryApplication
{
    private static readonly Lazy<byte[]> Read = new(
        () => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "stethos-application.dll")));

    /// <summary>The assembly, byte by byte.</summary>
    public static byte[] Image => Read.Value;
}
