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

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>A gateway, a broker and boards as programs of their own, worked by `stethos update` alone.</summary>
internal sealed class UpdateSite : IDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder _folder = new();
    private readonly LiveBroker _broker = new();
    private readonly int _nodes;
    private BoardsRun? _boards;

    public UpdateSite(int nodes, params IEnumerable<string> options)
    {
        _nodes = nodes;
        Devices = [.. Enumerable.Range(0, nodes).Select(i => (0x5354_0000_0000_0001 + i).ToString("x16", CultureInfo.InvariantCulture))];
        OwnFile.Write(KeysFile, string.Concat(Devices.Select(
            device => $"{device} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32))}\n")));
        Gateway = new ServedGateway(_broker.Address).With("--keys", KeysFile).With(options);
        Gateway.Start();
    }

    public ServedGateway Gateway { get; }

    public IReadOnlyList<string> Devices { get; }

    public TestOwner Owner { get; } = new();

    /// <summary>All that has become of everything, as a person sees it.</summary>
    public string Status => Update("status").Text;

    private string KeysFile => _folder.Of("keys");

    /// <summary>Boards of this owner, on flash that outlives them; waits until the gateway can update them.</summary>
    public void StartBoards(params IEnumerable<string> options)
    {
        _boards = new BoardsRun(
            _nodes, _broker.Port,
            [
                "--flash", _folder.Of("flash"), "--keys", KeysFile, "--release-keys", Owner.KeysFile, .. options
            ]);
        Until.True(
            () => Devices.All(device => Node(device).Contains("\"update\":{\"state", StringComparison.Ordinal)), Patience,
            "the nodes tell of their slots");
    }

    /// <summary>Ends them in order; no frame may wait.</summary>
    public void StopBoards()
    {
        Assert.Equal(0, _boards!.Stop().Waiting);
        _boards.Dispose();
        _boards = null;
    }

    /// <summary>Ends everything; no frame may be lost or stored twice.</summary>
    public void Finish()
    {
        StopBoards();
        Gateway.Stop();
        var facts = StoreFacts.Read(Gateway.DatabaseFile);
        Assert.Equal((0, 0), (facts.Doubled, facts.Missing));
        Assert.True(facts.Stored > 0, "no frame was stored");
    }

    public string Node(string device) => Gateway.Get($"/api/nodes/{device}").Text;

    /// <summary>Takes a release in; returns the digits that name it.</summary>
    public string Add(ReleaseBundle release)
    {
        var (code, text) = Update("add", FileOf(release));
        Assert.True(code == 0, text);
        return Convert.ToHexStringLower(release.Digest)[..16];
    }

    public string FileOf(ReleaseBundle release)
    {
        var file = _folder.Of($"release-{release.Manifest.Sequence}.sbu");
        File.WriteAllBytes(file, release.Write());
        return file;
    }

    /// <summary>Phases of a release on nodes, newest run first.</summary>
    public string[] Phases(string label) => Runs(label, "phase");

    /// <summary>What the page says of a release on nodes, newest run first.</summary>
    public string[] Texts(string label) => Runs(label, "text");

    /// <summary>`stethos update` with these arguments.</summary>
    public (int Code, string Text) Update(params IEnumerable<string> arguments)
    {
        using var program = RunningProgram.Start(
            Programs.Gateway, ["update", .. arguments, "--port", Gateway.Port.ToString(CultureInfo.InvariantCulture)]);
        var code = program.WaitForExit(Patience);
        return (code, program.OutputText + program.ErrorText);
    }

    public void Dispose()
    {
        _boards?.Dispose();
        Gateway.Dispose();
        _broker.Dispose();
        Owner.Dispose();
        _folder.Dispose();
    }

    private string[] Runs(string label, string field)
    {
        using var json = JsonDocument.Parse(Gateway.Get("/api/updates").Text);
        return
        [
            .. json.RootElement.GetProperty("runs").EnumerateArray()
                .Where(run => run.GetProperty("release").GetString() == label || run.GetProperty("label").GetString() == label)
                .Select(run => run.GetProperty(field).GetString()!)
        ];
    }
}
