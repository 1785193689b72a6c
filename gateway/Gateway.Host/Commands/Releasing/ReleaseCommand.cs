using System;
using System.CommandLine;
using System.IO;
using Stethos.Releases.Bundles;
using Stethos.Releases.Signing;

namespace Stethos.Gateway.Host.Commands.Releasing;

/// <summary>`release`: keys, signed releases and key sets of the owner of nodes. Works offline; nodes and gateways are not asked.</summary>
internal static class ReleaseCommand
{
    public static Command Make() => new("release", "Makes and checks what nodes are updated with: keys, signed releases, key sets.")
    {
        NewKeyCommand.Make(), SignCommand.Make(), VerifyCommand.Make(), RotateCommand.Make(), ShowCommand.Make()
    };

    /// <summary>Runs a verb; what its user can put right is said in one line.</summary>
    public static int Run(string verb, Action action)
    {
        try
        {
            action();
            return 0;
        }
        catch (Exception wrong) when (wrong is ReleaseException or SignerException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"stethos release {verb}: {wrong.Message}");
            return CommandLineError.ExitCode;
        }
    }

    /// <summary>Reads a file that a parser takes; its complaint names the file.</summary>
    public static T Read<T>(string path, Func<byte[], T> parse)
    {
        var content = File.ReadAllBytes(path);
        try
        {
            return parse(content);
        }
        catch (ReleaseException wrong)
        {
            throw new ReleaseException($"{path}: {wrong.Message}", wrong);
        }
    }

    /// <summary>Writes a file that must not be there yet.</summary>
    public static void WriteNew(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
