using System;
using System.IO;

namespace Stethos.Mosquitto;

/// <summary>Finds the programs the broker needs.</summary>
internal static class BrokerProgram
{
    private static readonly string[] UsualFolders = ["/usr/sbin", "/usr/local/sbin", "/usr/bin", "/usr/local/bin"];

    /// <exception cref="MosquittoException">There is no broker program.</exception>
    public static string Find(string? configuredPath)
    {
        if (configuredPath is not null)
        {
            return File.Exists(configuredPath)
                ? configuredPath
                : throw new MosquittoException(
                    MosquittoErrorCode.BrokerMissing,
                    $"the broker program {configuredPath} does not exist: install mosquitto or correct the path");
        }

        return FindByName("mosquitto", Environment.GetEnvironmentVariable("PATH"))
            ?? throw new MosquittoException(
                MosquittoErrorCode.BrokerMissing,
                "the broker program mosquitto was not found: install mosquitto (apt-get install mosquitto)");
    }

    /// <summary><c>setpriv</c> of util-linux, which lets the kernel end the broker when this process dies; null when absent.</summary>
    public static string? FindSetPriv() => FindByName("setpriv", Environment.GetEnvironmentVariable("PATH"));

    internal static string? FindByName(string name, string? searchPath)
    {
        string[] folders = [.. UsualFolders, .. (searchPath ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)];
        foreach (string folder in folders)
        {
            string path = Path.Combine(folder, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }
}
