using System;
using System.CommandLine;
using System.Globalization;
using System.IO;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Demo;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`demo`: a gateway and virtual boards, one of whose machines develops a bearing fault.</summary>
internal static class DemoCommand
{
    public static Command Make()
    {
        var common = new CommonOptions(Path.Combine(".stethos", "demo"));
        var nodes = new Option<int>("--nodes") { Description = "Virtual boards, 1 to 1000.", DefaultValueFactory = _ => 8 };
        var duration = new Option<string?>("--for") { Description = "End after this time with a summary, for example 60s or 5m." };
        var recording = new Option<FileInfo?>("--recording") { Description = "X.f32 (with X.json) that one board replays." };
        var fault = new Option<string?>("--fault")
        {
            Description = "Fault one machine develops: outer, inner, ball or none. Default: outer; none with --recording."
        };
        var vision = new Option<int?>("--vision")
        {
            Description = "Boards that also have a camera and a thermal array. Default: 2, or fewer with fewer boards."
        };
        var boards = new Option<string?>("--boards-program") { Description = "The boards' program.", Hidden = true };
        var command = new Command("demo", "Runs a gateway with virtual boards.") { nodes, duration, recording, fault, vision, boards };
        common.AddTo(command);
        command.SetAction(async (result, cancellation) =>
        {
            try
            {
                var file = result.GetValue(recording);
                if (file is { Exists: false })
                {
                    throw new GatewayException($"--recording {file}: no such file");
                }

                var options = new DemoOptions
                {
                    Nodes = result.GetValue(nodes),
                    Duration = ParseDuration(result.GetValue(duration)),
                    Fault = result.GetValue(fault) ?? (file is null ? "outer" : "none"),
                    Recording = file?.FullName,
                    VisionNodes = result.GetValue(vision) ?? Math.Min(2, Math.Max(0, result.GetValue(nodes))),
                    BoardsProgram = result.GetValue(boards)
                };
                return await new DemoRun(options, common.Read(result, "demo", "gw1"), TimeProvider.System)
                    .RunAsync(cancellation).ConfigureAwait(false);
            }
            catch (GatewayException wrong)
            {
                await Console.Error.WriteLineAsync($"stethos demo: {wrong.Message}").ConfigureAwait(false);
                return 2;
            }
        });
        return command;
    }

    internal static TimeSpan? ParseDuration(string? text)
    {
        if (text is null)
        {
            return null;
        }

        var unit = text.Length > 0 ? text[^1] : ' ';
        var factor = unit switch { 's' => 1, 'm' => 60, 'h' => 3600, _ => 0 };
        var number = factor == 0 ? text : text[..^1];
        return double.TryParse(number, CultureInfo.InvariantCulture, out var value) && value > 0 && value < 1e6
            ? TimeSpan.FromSeconds(value * Math.Max(1, factor))
            : throw new GatewayException($"--for '{text}': a time such as 60s, 5m or 1h");
    }
}
