using System;
using System.CommandLine;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Commands;
using Stethos.Gateway.Host.Commands.Releasing;
using Stethos.Gateway.Host.Commands.Self;

namespace Stethos.Gateway.Host;

/// <summary>The `stethos` command line.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Stethos gateway: stores, scores and shows what the nodes hear.")
        {
            ServeCommand.Make(), ConfigureCommand.Make(TimeProvider.System), DemoCommand.Make(), ModelInputsCommand.Make(),
            EdgeInputsCommand.Make(), ScoreCropsCommand.Make(), NodeConfigCommand.Make(), SelfCommand.Make(), ReleaseCommand.Make(),
            UpdateCommand.Make()
        };
        var result = root.Parse(arguments);
        if (CommandLineError.Of(result) is { } error)
        {
            await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
            return CommandLineError.ExitCode;
        }

        // Ctrl-C is ours: everything that was started has to be ended in order first.
        return await result.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null }).ConfigureAwait(false);
    }
}
