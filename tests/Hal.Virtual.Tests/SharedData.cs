using System;
using System.IO;

namespace Stethos.Hal.Virtual.Tests
{
    /// <summary>Real recordings, which are not part of the repository: beside it, or where STETHOS_SHARED says.</summary>
    internal static class SharedData
    {
        /// <summary>A folder of the shared data, null when it is absent.</summary>
        public static string? Folder(string name)
        {
            string? shared = Environment.GetEnvironmentVariable("STETHOS_SHARED") ?? BesideRepository();
            string? folder = shared == null ? null : Path.Combine(shared, "data", name);
            return Directory.Exists(folder) ? folder : null;
        }

        private static string? BesideRepository()
        {
            for (DirectoryInfo? at = new DirectoryInfo(AppContext.BaseDirectory); at != null; at = at.Parent)
            {
                if (File.Exists(Path.Combine(at.FullName, "Embedded.sln")))
                {
                    return Path.Combine(at.Parent?.FullName ?? at.FullName, "shared");
                }
            }

            return null;
        }
    }
}
