using System;
using System.IO;
using System.Runtime.InteropServices;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Launcher;

/// <summary>The fixed part of an installed gateway: starts the slot that is to run. It is not updated with the application.</summary>
internal static class Program
{
    private static async Task<int> Main(string[] arguments)
    {
        if (arguments is ["--help" or "-h"])
        {
            Console.WriteLine("Starts the slot of an installed gateway that is to run, and the other one when it does not get well.");
            Console.WriteLine(LauncherOptions.Usage);
            return 0;
        }

        if (LauncherOptions.Parse(arguments, out var problem) is not { } options)
        {
            await Console.Error.WriteLineAsync($"stethos-launcher: {problem}").ConfigureAwait(false);
            return 2;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stop.Cancel();
        }

        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            using var supervisor = new Supervisor(options, Console.Out, TimeProvider.System);
            return await supervisor.RunAsync(stop.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return 0;
        }
        catch (IOException fault)
        {
            await Console.Error.WriteLineAsync($"stethos-launcher: {fault.Message}").ConfigureAwait(false);
            return 2;
        }
    }
}
