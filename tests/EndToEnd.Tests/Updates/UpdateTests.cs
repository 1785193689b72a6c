using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography;
using Stethos.Boards.Virtual;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Stethos.Testing.Edge;
using Stethos.Update;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>Boards as programs of their own, a broker and a gateway as they are, and a release that replaces running code.</summary>
[Collection(Collections.Faults)]
public sealed class UpdateTests : IDisposable
{
    private const uint First = 0x0001_0000;
    private const uint Second = 0x0200_0000;
    private const int Nodes = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly LiveBroker _broker = new();
    private readonly ServedGateway _gateway;
    private readonly ITestOutputHelper _output;
    private readonly SortedDictionary<string, byte[]> _keys = [];

    public UpdateTests(ITestOutputHelper output)
    {
        _output = output;
        for (var i = 0; i < Nodes; i++)
        {
            _keys.Add((0x5354_0000_0000_0001 + i).ToString("x16", CultureInfo.InvariantCulture), RandomNumberGenerator.GetBytes(32));
        }

        OwnFile.Write(
            _folder.Of("keys"), string.Concat(_keys.Select(pair => $"{pair.Key} {Convert.ToHexStringLower(pair.Value)}\n")));
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
    public void Boards_killed_at_random_end_on_the_new_version_and_lose_no_frame()
    {
        var random = Seed.Random(_output);
        var boards = Start();
        using var sender = new UpdateSender(_broker.Port, _keys, _owner.Release());
        var kills = 0;
        for (var wanted = random.Next(1, 60); !sender.AreAll(UpdateStateCode.Confirmed, Second) && kills < 6; kills++)
        {
            Until.Holds(() => sender.Sent >= wanted || sender.AreAll(UpdateStateCode.Confirmed, Second), TimeSpan.FromSeconds(4));
            boards.Program.Kill();
            boards.Dispose();
            boards = Start();
            wanted = sender.Sent + random.Next(1, 120);
        }

        Until.True(() => sender.AreAll(UpdateStateCode.Confirmed, Second), Patience, () => sender.Told);
        _output.WriteLine($"{kills} kills, {sender.Sent} messages to {Nodes} boards");
        _output.WriteLine(sender.Told);
        Until.True(() => Firmware().All(version => version == "2.0.0"), Patience, "the new version on the gateway's page");
        Finish(boards);
    }

    [Fact]
    public void Bad_releases_are_rolled_back_for_their_reason_and_only_those_that_crashed_are_not_taken_again()
    {
        var boards = Start();
        foreach (var (name, release, reason, words) in Bad())
        {
            Offer(name, release, reason, words);
            using var again = new UpdateSender(_broker.Port, _keys, release);
            var isCrash = reason == UpdateReasonCode.CrashTries;
            Until.True(() => again.HaveAllSaid(isCrash ? "Refused CrashedBefore" : "Staged None"), Patience, () => again.Told);
            Until.True(() => isCrash || again.HaveAllReturned(First), Patience, () => again.Told);
        }

        using (var foreign = new UpdateSender(_broker.Port, _keys, _owner.Release(natives: "0x1A1CC3FD")))
        {
            Until.True(() => foreign.HaveAllSaid("Refused NativeMismatch"), Patience, () => foreign.Told);
            Until.True(() => _keys.Keys.All(device => Page(device).Contains("lacks a native assembly", StringComparison.Ordinal)), Patience,
                "the reason on the page");
        }

        var natives = VirtualNatives.All.Select(native => $"0x{native.Checksum:X8}").ToArray();
        using (var sender = new UpdateSender(_broker.Port, _keys, _owner.Release(model: SampleEdgeModel.Blob(), natives: natives)))
        {
            Until.True(() => sender.AreAll(UpdateStateCode.Confirmed, Second), Patience, () => sender.Told);
        }

        Finish(boards);
    }

    private IEnumerable<(string Name, ReleaseBundle Release, UpdateReasonCode Reason, string Words)> Bad()
    {
        const string crashed = "it crashed or hung too often";
        yield return ("crashes at its start", _owner.Release("behaviour=throws"), UpdateReasonCode.CrashTries, crashed);
        yield return ("crashes in its first turn", _owner.Release("behaviour=crash."), UpdateReasonCode.CrashTries, crashed);
        yield return ("hangs at its start", _owner.Release("behaviour=hangs."), UpdateReasonCode.CrashTries, crashed);
        yield return ("hangs later", _owner.Release("behaviour=stalls"), UpdateReasonCode.CrashTries, crashed);
        yield return (
            "does nothing", _owner.Release("behaviour=silent", deadlineSeconds: 3), UpdateReasonCode.LoopSilent, "on trial a loop stopped");
        yield return (
            "exhausts the heap", _owner.Release("behaviour=hoards", soakSeconds: 30), UpdateReasonCode.HeapLow,
            "on trial the free memory fell too low");
        yield return (
            "model fails its self test", _owner.Release(model: SampleEdgeModel.WithWrongVector()), UpdateReasonCode.WrongInference,
            "on trial the model gave another answer than it should");
    }

    private void Offer(string name, ReleaseBundle release, UpdateReasonCode reason, string words)
    {
        using var sender = new UpdateSender(_broker.Port, _keys, release);
        Until.True(() => sender.HaveAllReturned(First), Patience, () => $"{name}: {sender.Told}");
        Assert.All(sender.Reasons, given => Assert.Equal(reason, given));
        Until.True(() => _keys.Keys.All(device => Page(device).Contains(words, StringComparison.Ordinal)), Patience, words);
        Assert.All(_keys.Keys, device => Assert.Contains("\"state\":\"RolledBack\"", Page(device), StringComparison.Ordinal));
        _output.WriteLine($"{name}: {reason}, {sender.Sent} messages to {Nodes} boards");
    }

    private string Page(string device) => _gateway.Get($"/api/nodes/{device}").Text;

    private BoardsRun Start() => new(
        Nodes, _broker.Port, "--flash", _folder.Of("flash"), "--keys", _folder.Of("keys"), "--release-keys", _owner.KeysFile);

    private IEnumerable<string> Firmware() => _keys.Keys.Select(device =>
    {
        var text = Page(device);
        var at = text.IndexOf("\"firmware\":\"", StringComparison.Ordinal);
        return at < 0 ? "" : text[(at + 12)..text.IndexOf('"', at + 12)];
    });

    private void Finish(BoardsRun boards)
    {
        Assert.Equal(0, boards.Stop().Waiting);
        boards.Dispose();
        _gateway.Stop();
        var facts = StoreFacts.Read(_gateway.DatabaseFile);
        Assert.Equal((0, 0), (facts.Doubled, facts.Missing));
        Assert.True(facts.Stored > 0, "no frame was stored");
    }
}
