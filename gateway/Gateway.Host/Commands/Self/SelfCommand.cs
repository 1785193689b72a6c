using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using Stethos.ApplicationSlots.Packages;
using Stethos.Gateway.Updates.Self;

namespace Stethos.Gateway.Host.Commands.Self;

/// <summary>`self`: the gateway's own application in two slots, and the operating system below it.</summary>
internal static class SelfCommand
{
    public static Command Make() => new("self", "Updates the gateway itself.")
    {
        SelfInstallCommand.Make(), SelfStateCommands.MakeStatus(), SelfStateCommands.MakeMarkGood(), SelfStateCommands.MakeRollBack(),
        SelfPackCommand.Make(), SelfSignCommands.MakeSign(), SelfSignCommands.MakeTrust(),
        SystemCommands.MakeStatus(), SystemCommands.MakeInstall(), SystemCommands.MakeMarkGood()
    };

    /// <summary>Folder of slots, record and launcher.</summary>
    public static Option<string> Root() => new("--root")
    {
        Description = "Folder that holds the slots.",
        DefaultValueFactory = _ => "/opt/stethos"
    };

    /// <summary>Port of the running gateway.</summary>
    public static Option<int> Port() => new("--port") { Description = "Port of the gateway's page.", DefaultValueFactory = _ => 8080 };

    /// <summary>Runs a command and tells in one line what is wrong.</summary>
    public static async Task<int> RunAsync(string name, Func<Task<int>> run)
    {
        try
        {
            return await run().ConfigureAwait(false);
        }
        catch (Exception wrong) when (wrong is PackageException or RaucException or IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"stethos self {name}: {wrong.Message}").ConfigureAwait(false);
            return CommandLineError.ExitCode;
        }
    }
}
