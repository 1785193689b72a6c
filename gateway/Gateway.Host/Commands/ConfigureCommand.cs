using System;
using System.CommandLine;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`configure`: sends settings to a node through a running gateway and waits for what the node makes of them.</summary>
internal static class ConfigureCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    public static Command Make(TimeProvider time)
    {
        var device = new Argument<string>("device") { Description = "16 digits of the device." };
        var settings = new Argument<string[]>("settings")
        {
            Description = "name=value …; none = try again with what it has.",
            Arity = ArgumentArity.ZeroOrMore
        };
        var port = new Option<int>("--port") { Description = "Port of the gateway's page.", DefaultValueFactory = _ => 8080 };
        var undo = new Option<bool>("--undo") { Description = "Send the values that undo the settings sent last." };
        var wait = new Option<int>("--wait")
        {
            Description = "Seconds to wait for what the node makes of them; the gateway goes on sending without.",
            DefaultValueFactory = _ => 30
        };
        var command = new Command("configure", "Sends settings to a node.") { device, settings, port, undo, wait };
        command.SetAction((result, stop) => RunAsync(
            new Request(
                result.GetValue(device)!, result.GetValue(settings) ?? [], result.GetValue(undo),
                TimeSpan.FromSeconds(result.GetValue(wait))),
            result.GetValue(port), time, stop));
        return command;
    }

    private static async Task<int> RunAsync(Request request, int port, TimeProvider time, CancellationToken stop)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        try
        {
            var settings = request.Undo ? await FormerAsync(client, request.Device, stop).ConfigureAwait(false) : request.Settings;
            var query = string.Join('&', settings.Select(Escaped));
            var answer = await client.PostAsync($"/api/nodes/{request.Device}/configuration?{query}", null, stop).ConfigureAwait(false);
            using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
            if (!answer.IsSuccessStatusCode)
            {
                await Console.Error.WriteLineAsync($"stethos configure: {json.RootElement.GetProperty("detail").GetString()}")
                    .ConfigureAwait(false);
                return 2;
            }

            return await WaitAsync(client, request, json.RootElement.GetProperty("number").GetUInt32(), time, stop)
                .ConfigureAwait(false);
        }
        catch (GatewayException wrong)
        {
            await Console.Error.WriteLineAsync($"stethos configure: {wrong.Message}").ConfigureAwait(false);
            return 2;
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException)
        {
            await Console.Error.WriteLineAsync($"stethos configure: no gateway answers on port {port}: {fault.Message}")
                .ConfigureAwait(false);
            return 2;
        }
    }

    private static async Task<int> WaitAsync(
        HttpClient client, Request request, uint number, TimeProvider time, CancellationToken stop)
    {
        Console.WriteLine($"kept as configuration {number}; it is sent until the node answers");
        var start = time.GetTimestamp();
        while (time.GetElapsedTime(start) < request.Wait)
        {
            if (await WantedAsync(client, request.Device, stop).ConfigureAwait(false) is { } wanted
                && wanted.GetProperty("number").GetUInt32() == number
                && wanted.GetProperty("status").GetString() is "Applied" or "Refused" or "Returned")
            {
                var status = wanted.GetProperty("status").GetString();
                var (result, setting) = (wanted.GetProperty("result").GetString(), wanted.GetProperty("setting").GetString());
                Console.WriteLine(status == "Applied"
                    ? "applied"
                    : $"{(status == "Refused" ? "refused" : "returned to the settings before")}: {result}"
                        + (setting!.Length > 0 ? $", {setting}" : ""));
                return status == "Applied" ? 0 : 1;
            }

            await Task.Delay(Look, time, stop).ConfigureAwait(false);
        }

        Console.WriteLine("waiting: the node has not answered yet");
        return 0;
    }

    private static async Task<JsonElement?> WantedAsync(HttpClient client, string device, CancellationToken stop)
    {
        using var json = JsonDocument.Parse(
            await client.GetStringAsync(new Uri($"/api/nodes/{device}", UriKind.Relative), stop).ConfigureAwait(false));
        return json.RootElement.TryGetProperty("upkeep", out var upkeep) && upkeep.ValueKind == JsonValueKind.Object
            && upkeep.TryGetProperty("wanted", out var wanted) && wanted.ValueKind == JsonValueKind.Object
                ? wanted.Clone()
                : null;
    }

    private static async Task<string[]> FormerAsync(HttpClient client, string device, CancellationToken stop)
    {
        var wanted = await WantedAsync(client, device, stop).ConfigureAwait(false)
            ?? throw new GatewayException("nothing was sent to this node yet");
        var former = wanted.GetProperty("former").EnumerateObject().ToDictionary(field => field.Name, field => field.Value.GetString());
        var unknown = wanted.GetProperty("settings").EnumerateObject().Select(field => field.Name)
            .Where(name => !former.ContainsKey(name)).ToArray();
        return unknown.Length == 0
            ? [.. former.Select(pair => $"{pair.Key}={pair.Value}")]
            : throw new GatewayException(
                $"the value before is not known here for {string.Join(", ", unknown)}: the node did not tell it, "
                + "or did not apply what was sent");
    }

    private static string Escaped(string setting)
    {
        var at = setting.IndexOf('=', StringComparison.Ordinal);
        return at < 0
            ? Uri.EscapeDataString(setting)
            : Uri.EscapeDataString(setting[..at]) + "=" + Uri.EscapeDataString(setting[(at + 1)..]);
    }

    private sealed record Request(string Device, string[] Settings, bool Undo, TimeSpan Wait);
}
