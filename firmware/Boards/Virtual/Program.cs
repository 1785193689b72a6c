using System;
using System.CommandLine;
using System.Threading.Tasks;

namespace Stethos.Boards.Virtual;

/// <summary>Command line of the virtual boards.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        var root = new RootCommand("Virtual boards: the real firmware on virtual parts.")
        {
            RunCommand.Make(), ExportCommand.Make(), PicturesCommand.Make(), NativesCommand.Make()
        };
        var result = root.Parse(arguments);
        if (CommandLineError.Of(result) is { } error)
        {
            await Console.Error.WriteLineAsync(error).ConfigureAwait(false);
            return CommandLineError.ExitCode;
        }

        return await result.InvokeAsync().ConfigureAwait(false);
    }
}
