using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text.Json;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>A gateway and boards as programs of their own, updated by `stethos update` alone.</summary>
[Collection(Collections.Faults)]
public sealed class HandOutTests : IDisposable
{
    private const int Nodes = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly LiveBroker _broker = new();
    private readonly ServedGateway _gateway;
    private readonly ITestOutputHelper _output;
    private readonly string[] _devices =
        [.. Enumerable.Range(0, Nodes).Select(i => (0x5354_0000_0000_0001 + i).ToString("x16", CultureInfo.InvariantCulture))];

    public HandOutTests(ITestOutputHelper output)
    {
        _output = output;
        OwnFile.Write(_folder.Of("keys"), string.Concat(_devices.Select(
            device => $"{device} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}\n")));
        _gateway = new ServedGateway(_broker.Address).With("--keys", _folder.Of("keys"));
        _gateway.Start();
    }

    public void Dispose()
    {
        _gateway.Dispose();
        _broker.Dispose();
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_sound_release_is_confirmed_everywhere_and_a_crashing_one_goes_back_and_is_held()
    {
        using var boards = new BoardsRun(
            Nodes, _broker.Port, "--flash", _folder.Of("flash"), "--keys", _folder.Of("keys"), "--release-keys", _owner.KeysFile);
        Until.True(() => _devices.All(IsUpdatable), Patience, "the nodes tell of their slots");

        var sound = Add(_owner.Release());
        Assert.Equal(0, Update("start", sound, "--all").Code);
        Until.True(() => Phases(sound).SequenceEqual(["Confirmed", "Confirmed", "Confirmed"]), Patience, Status);
        Until.True(() => _devices.All(device => Node(device).Contains("\"firmware\":\"2.0.0\"", StringComparison.Ordinal)), Patience,
            "the new version on the nodes' pages");

        // The first node tries it alone; the others have it, and are not told to switch.
        var crashing = Add(_owner.Release("behaviour=throws"));
        Assert.Equal(0, Update("start", crashing, "--all").Code);
        Until.True(() => Phases(crashing).Order().SequenceEqual(["RolledBack", "Staged", "Staged"]), Patience, Status);
        Assert.Contains("went back to what it ran before: it crashed", Status(), StringComparison.Ordinal);
        Assert.Contains("; held: ", Status(), StringComparison.Ordinal);
        Until.True(() => _gateway.Get("/api/alerts").Text.Contains("update-rolled-back", StringComparison.Ordinal), Patience, "the alert");
        _output.WriteLine(Status());
        Assert.Equal(0, Update("stop", crashing, "--all").Code);
        Assert.All(_devices, device => Assert.Contains("\"firmware\":\"2.0.0\"", Node(device), StringComparison.Ordinal));

        Assert.Equal(0, boards.Stop().Waiting);
        _gateway.Stop();
        var facts = StoreFacts.Read(_gateway.DatabaseFile);
        Assert.Equal((0, 0), (facts.Doubled, facts.Missing));
        Assert.True(facts.Stored > 0, "no frame was stored");
    }

    private bool IsUpdatable(string device) => Node(device).Contains("\"update\":{\"state", StringComparison.Ordinal);

    private string Node(string device) => _gateway.Get($"/api/nodes/{device}").Text;

    private string Add(ReleaseBundle release)
    {
        var file = _folder.Of($"release-{release.Manifest.Sequence}.sbu");
        File.WriteAllBytes(file, release.Write());
        var (code, text) = Update("add", file);
        Assert.True(code == 0, text);
        return Convert.ToHexStringLower(release.Digest)[..16];
    }

    private string Status() => Update("status").Text;

    private string[] Phases(string release)
    {
        using var json = JsonDocument.Parse(_gateway.Get("/api/updates").Text);
        return
        [
            .. json.RootElement.GetProperty("runs").EnumerateArray().Where(run => run.GetProperty("release").GetString() == release)
                .Select(run => run.GetProperty("phase").GetString()!)
        ];
    }

    private (int Code, string Text) Update(params IEnumerable<string> arguments)
    {
        using var program = RunningProgram.Start(
            Programs.Gateway, ["update", .. arguments, "--port", _gateway.Port.ToString(CultureInfo.InvariantCulture)]);
        var code = program.WaitForExit(Patience);
        return (code, program.OutputText + program.ErrorText);
    }
}
