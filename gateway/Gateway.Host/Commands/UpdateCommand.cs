using System;
using System.CommandLine;
using System.IO;
using System.Linq;
using System.Net.Http;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Stethos.Gateway.Host.Serving;

namespace Stethos.Gateway.Host.Commands;

/// <summary>`update`: takes releases in, hands them out to nodes and tells what becomes of it, through a running gateway.</summary>
internal static class UpdateCommand
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Command Make() =>
        new("update", "Updates nodes.") { MakeAdd(), MakeKeys(), MakeStart(), MakeStop(), MakeStatus() };

    private static Command MakeAdd()
    {
        var file = new Argument<FileInfo>("file") { Description = "X.sbu, as stethos release makes it." };
        var port = Port();
        var keySet = new Option<FileInfo?>("--key-set")
        {
            Description = "Key set of the nodes' owner (.sks) to hold it against; the gateway remembers it."
        };
        var command = new Command("add", "Takes a release bundle in.") { file, keySet, port };
        command.SetAction((result, stop) => RunAsync("add", result.GetValue(port), async client =>
        {
            if (result.GetValue(keySet) is { } keys)
            {
                using var owner = await ReadAsync(keys, stop).ConfigureAwait(false);
                await PostAsync(client, "/api/updates/keys", owner, stop).ConfigureAwait(false);
            }

            using var content = await ReadAsync(result.GetValue(file)!, stop).ConfigureAwait(false);
            var answer = await PostAsync(client, "/api/updates/releases", content, stop).ConfigureAwait(false);
            Console.WriteLine($"taken in as {answer.GetProperty("release").GetString()}");
            if (Text(answer, "warning") is { Length: > 0 } warning)
            {
                await Console.Error.WriteLineAsync($"warning: {warning}; give it one with --key-set").ConfigureAwait(false);
            }

            return 0;
        }));
        return command;
    }

    private static Command MakeKeys()
    {
        var file = new Argument<FileInfo>("file") { Description = "X.sks, as stethos release rotate makes it." };
        var (nodes, all, port) = (Nodes(), All(), Port());
        all.Description = "All nodes, also those that come later.";
        var command = new Command("keys", "Takes the owner's next key set in, and gives it to nodes.") { file, nodes, all, port };
        command.SetAction((result, stop) => RunAsync("keys", result.GetValue(port), async client =>
        {
            using var content = await ReadAsync(result.GetValue(file)!, stop).ConfigureAwait(false);
            var answer = await PostAsync(client, "/api/updates/keys", content, stop).ConfigureAwait(false);
            var id = answer.GetProperty("release").GetString()!;
            Console.WriteLine($"taken in as {id}");
            var devices = result.GetValue(nodes)!;
            return devices.Length == 0 && !result.GetValue(all)
                ? 0
                : await HandOutAsync(client, "start", id, devices, "gives it to", stop).ConfigureAwait(false);
        }));
        return command;
    }

    private static Command MakeStart() => MakeRun("start", "Hands a release out.", "hands it out to");

    private static Command MakeStop() => MakeRun("stop", "Stops handing a release out.", "stopped for");

    private static Command MakeRun(string name, string what, string done)
    {
        var release = new Argument<string>("release") { Description = "Digits the release or key set begins with." };
        var (nodes, all, port) = (Nodes(), All(), Port());
        var command = new Command(name, what) { release, nodes, all, port };
        command.SetAction((result, stop) => RunAsync(name, result.GetValue(port), client =>
        {
            var devices = result.GetValue(nodes)!;
            return devices.Length == 0 == !result.GetValue(all)
                ? throw new GatewayException("name nodes by --node, or all of them by --all")
                : HandOutAsync(client, name, result.GetValue(release)!, devices, done, stop);
        }));
        return command;
    }

    private static async Task<int> HandOutAsync(
        HttpClient client, string name, string release, string[] devices, string done, CancellationToken stop)
    {
        var query = devices.Length == 0 ? "all" : string.Join('&', devices.Select(device => "node=" + Uri.EscapeDataString(device)));
        var path = $"/api/updates/{Uri.EscapeDataString(release)}/{name}?{query}";
        var answer = await PostAsync(client, path, null, stop).ConfigureAwait(false);
        var reached = answer.GetProperty("devices").EnumerateArray().ToArray();
        foreach (var device in reached)
        {
            Console.WriteLine($"{done} {device.GetString()}");
        }

        foreach (var refused in answer.GetProperty("refused").EnumerateArray())
        {
            Console.WriteLine($"not for {refused.GetString()}");
        }

        return reached.Length > 0 ? 0 : 1;
    }

    private static Command MakeStatus()
    {
        var port = Port();
        var command = new Command("status", "Tells which releases there are, and what becomes of them.") { port };
        command.SetAction((result, stop) => RunAsync("status", result.GetValue(port), async client =>
        {
            using var json = JsonDocument.Parse(
                await client.GetStringAsync(new Uri("/api/updates", UriKind.Relative), stop).ConfigureAwait(false));
            foreach (var release in json.RootElement.GetProperty("releases").EnumerateArray())
            {
                var number = release.GetProperty("sequence").GetUInt32();
                Console.WriteLine($"{Text(release, "id")}  {Text(release, "label")}, number {number}, for "
                    + string.Join(", ", release.GetProperty("boards").EnumerateArray().Select(board => board.GetString()))
                    + $"; {Text(release, "proof")}" + (Text(release, "held") is { Length: > 0 } held ? $"; held: {held}" : ""));
            }

            foreach (var keys in json.RootElement.GetProperty("keySets").EnumerateArray())
            {
                Console.WriteLine($"{Text(keys, "id")}  key set {keys.GetProperty("version").GetInt32()}; nodes that trust it: "
                    + $"{keys.GetProperty("nodes").GetInt32()}, that have an older one: {keys.GetProperty("behind").GetInt32()}"
                    + (keys.GetProperty("forAll").GetBoolean() ? "; meant for all" : ""));
            }

            foreach (var run in json.RootElement.GetProperty("runs").EnumerateArray())
            {
                Console.WriteLine($"{Text(run, "changed")[..19]}  {Text(run, "nodeName")}  {Text(run, "label")}: {Text(run, "text")}");
            }

            return 0;
        }));
        return command;
    }

    private static Option<string[]> Nodes() => new("--node")
    {
        Description = "Devices, 16 digits each.",
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = _ => []
    };

    private static Option<bool> All() => new("--all") { Description = "All nodes." };

    private static async Task<ByteArrayContent> ReadAsync(FileInfo file, CancellationToken stop) => file.Exists
        ? new ByteArrayContent(await File.ReadAllBytesAsync(file.FullName, stop).ConfigureAwait(false))
        : throw new GatewayException($"{file.FullName}: no such file");

    private static Option<int> Port() => new("--port") { Description = "Port of the gateway's page.", DefaultValueFactory = _ => 8080 };

    private static string Text(JsonElement of, string name) =>
        of.GetProperty(name) is { ValueKind: JsonValueKind.String } value ? value.GetString()! : "";

    private static async Task<JsonElement> PostAsync(HttpClient client, string path, HttpContent? content, CancellationToken stop)
    {
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, stop).ConfigureAwait(false);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(stop).ConfigureAwait(false));
        return answer.IsSuccessStatusCode
            ? json.RootElement.Clone()
            : throw new GatewayException(json.RootElement.GetProperty("detail").GetString() ?? $"refused ({(int)answer.StatusCode})");
    }

    private static async Task<int> RunAsync(string name, int port, Func<HttpClient, Task<int>> run)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}"), Timeout = Patience };
        try
        {
            return await run(client).ConfigureAwait(false);
        }
        catch (GatewayException wrong)
        {
            await Console.Error.WriteLineAsync($"stethos update {name}: {wrong.Message}").ConfigureAwait(false);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or TaskCanceledException or IOException)
        {
            await Console.Error.WriteLineAsync($"stethos update {name}: no gateway answers on port {port}: {fault.Message}")
                .ConfigureAwait(false);
        }

        return CommandLineError.ExitCode;
    }
}
