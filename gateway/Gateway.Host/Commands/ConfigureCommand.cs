using System;
using System.CommandLine;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`configure`: sends settings to a node through a running gateway and waits for what the node makes of them.</summary>
internal static class ConfigureCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Make()
    {
        var device = new Argument<string>("device") { Description = "16 digits of the device." };
        var settings = new Argument<string[]>("settings")
        {
            Description = "name=value …; none = try again with what it has.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var port = new Option<int>("--port") { Description = "Port of the gateway's page.", DefaultValueFactory = _ => 8080 };
        var command = new Command("configure", "Sends settings to a node.") { device, settings, port };
        command.SetAction((result, stop) => RunAsync(
            result.GetValue(device)!, result.GetValue(settings) ?? [], result.GetValue(port), stop));
        return command;
    }

    private static async Task<int> RunAsync(string device, string[] settings, int port, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        var query = string.Join('&', settings.Select(Escaped));
        try
        {
            var answer = await client.PostAsync($"/api/nodes/{device}/configuration?{query}", null, stop).ConfigureAwait(false);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
            if (!answer.IsSuccessStatusCode)
            {
                await Console.Error.WriteLineAsync($"stethos configure: {json.RootElement.GetProperty("detail").GetString()}")
                    .ConfigureAwait(false);
                return 2;
            }

            Console.WriteLine(
                $"sent as configuration {json.RootElement.GetProperty("number").GetUInt32()}; the node's page tells what became of it");
            return 0;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"stethos configure: no gateway answers on port {port}: {fault.Message}")
                .ConfigureAwait(false);
            return 2;
        }
    }

    private static string Escaped(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return at < 0
            ? Uri.EscapeDataString(setting)
            : Uri.EscapeDataString(setting[..at]) + "=" + Uri.EscapeDataString(setting[(at + 1)..]);
    }
}
