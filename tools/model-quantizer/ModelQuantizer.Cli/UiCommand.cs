using System;
using System.CommandLine;
using System.IO;
using System.Threading.Tasks;
using Stethos.ModelQuantizer.Cli.Ui;

namespace Stethos.ModelQuantizer.Cli;

/// <summary>`ui`: a page on this machine to drop a model on.</summary>
internal static class UiCommand
{
    private const int UsualPort = 8090;

    public static Command Make(TextWriter output)
    {
        var tiers = new TierOptions();
        var port = new Option<int>("--port")
        {
            Description = "Port on 127.0.0.1; 0 takes a free one.",
            DefaultValueFactory = _ => UsualPort,
        };
        var command = new Command("ui", "Serves a page on this machine to drop models on; ends with Ctrl+C.") { port };
        tiers.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            await using var server = await UiServer.StartAsync(result.GetValue(port), tiers.Load(result), cancellation);
            output.WriteLine($"{server.Address} (end with Ctrl+C)");
            var ended = new TaskCompletionSource();
            await using var registration = cancellation.Register(ended.SetResult);
            await ended.Task;
            return ExitCode.Ok;
        });
        return command;
    }
}
