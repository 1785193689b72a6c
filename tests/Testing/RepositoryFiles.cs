using System;
using System.IO;

namespace Stethos.Testing;

/// <summary>Files of the repository, and of the shared data beside it, found from where the tests run.</summary>
public static class RepositoryFiles
{
    /// <summary>Root of the repository.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>Full path of a file or folder of the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>
    /// A file of the shared data (beside the repository, or where STETHOS_SHARED says), null when it is absent.
    /// </summary>
    public static string? SharedFile(params string[] parts)
    {
        var shared = Environment.GetEnvironmentVariable("STETHOS_SHARED")
            ?? Path.Combine(Path.GetDirectoryName(Root) ?? Root, "shared");
        var file = Path.Combine([shared, "data", .. parts]);
        return File.Exists(file) ? file : null;
    }

    private static string FindRoot()
    {
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "Directory.Packages.props")))
            {
                return at.FullName;
            }
        }

        throw new DirectoryNotFoundException("The tests do not run inside the repository.");
    }
}
