using System;
using System.Collections.Generic;
using System.Linq;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Tests.Kit;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Manifests;
using Xunit.Abstractions;

namespace Stethos.Gateway.Host.Tests.Updates;

/// <summary>
/// Everything that may be wrong with a release, judged by a node's own agent behind a gateway that sends it all the same: the page has
/// the node's reason in words, what runs on the node has not changed, and a sound release is fetched afterwards.
/// </summary>
public sealed class BadInputTests(ITestOutputHelper output) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);
    private readonly IngestRig _rig = new();
    private readonly TestOwner _owner = new();
    private static readonly byte[] Oversized = new byte[AgentNode.Room + 1];
    private readonly byte[] _application = [.. Enumerable.Range(0, 3000).Select(i => (byte)(i * 11))];

    public static TheoryData<string, string> OfReleases => new()
    {
        { "foreign", "the release is another owner's" },
        { "unknown key", "no key the node knows signed the release" },
        { "model key", "the key may not sign what it signed" },
        { "wrong signature", "the signature is wrong" },
        { "cut signature", "the signature is malformed" },
        { "other key set", "the release was signed under another key set than the node has" },
        { "other board", "the release is not for this board" },
        { "newer loader", "the release needs a newer loader, which has to be flashed" },
        { "native", "the node's runtime lacks a native assembly the release needs" },
        { "downgraded number", "the manifest is older than the one the node confirmed last" },
        { "downgraded version", "a version is below the floor of its component: older versions are no longer accepted" },
        { "jump", "the release's number jumps further ahead than the node allows" },
        { "expired", "the release has expired" },
        { "mis-paired", "application and model would not fit each other" },
        { "other tensors", "application and model would not fit each other" },
        { "oversized", "a component does not fit the node's slot" }
    };

    public static TheoryData<string, string> OfAir => new()
    {
        { "truncated", "the bundle around the manifest is malformed" },
        { "exchanged", "the node has another release at hand than the one meant" }
    };

    public void Dispose()
    {
        _rig.Dispose();
        _owner.Dispose();
    }

    [Theory]
    [MemberData(nameof(OfReleases))]
    public void A_bad_release_is_refused_in_words_and_nothing_changes_on_the_node(string fault, string words)
    {
        var node = Ready(new MemoryFileStore(1 << 20));
        Refuse(node, BadRelease(fault), words);
        GoOn(node);
    }

    [Theory]
    [MemberData(nameof(OfAir))]
    public void A_bundle_that_is_changed_on_the_air_is_asked_for_again_and_then_refused_in_words(string fault, string words)
    {
        var node = Ready(new MemoryFileStore(1 << 20));
        var other = _owner.Release(60, _application, null, ForThis).Head;
        node.Air = message => [IsPart(message) ? Changed(message, fault, other) : message];
        Refuse(node, TestBundle.Of(_owner.Release(41, _application, null, ForThis), _application, null), words);
        node.Air = null;
        GoOn(node);
    }

    [Fact]
    public void Messages_twice_and_out_of_order_change_nothing()
    {
        var node = Ready(new MemoryFileStore(1 << 20));
        List<byte[]> late = [];
        node.Air = message =>
        {
            late.Add(message);
            byte[][] now = late.Count >= 3 ? [late[2], late[0], late[0], late[1], late[2]] : [];
            late.RemoveRange(0, now.Length > 0 ? 3 : 0);
            return now;
        };
        GoOn(node);
    }

    [Theory]
    [InlineData(100, "the node could not write its boot record; nothing has changed")]
    [InlineData(1_000, "the node's file store is full")]
    [InlineData(2_600, "the node's file store is full")]
    public void A_full_store_is_told_in_words(int room, string words)
    {
        var files = new MemoryFileStore(1 << 20);
        var node = Ready(files);
        files.CapacityBytes = files.Bytes + room;
        Refuse(node, TestBundle.Of(_owner.Release(41, _application, null, ForThis), _application, null), words);
        files.CapacityBytes = 1 << 20;
        GoOn(node);
    }

    // From one operation of the file store on nothing is taken any more: while the release is judged, accepted, fetched.
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(12)]
    [InlineData(16)]
    [InlineData(24)]
    public void A_worn_store_is_told_in_words(int operation)
    {
        var files = new MemoryFileStore(1 << 20);
        var node = Ready(files);
        var first = files.OperationCount + operation;
        for (var i = first; i < first + 20_000; i++)
        {
            files.FaultAt(i);
        }

        Offer(node, TestBundle.Of(_owner.Release(41, _application, null, ForThis), _application, null));
        Until.True(
            () => Turned(node, "Refused") || Run.Text.Contains(", but the node", StringComparison.Ordinal), Patience, () => $"{Run}");
        output.WriteLine(Run.Text);
        Assert.Matches("file store does not hold what is written; its flash may be worn|could not write its boot record", Run.Text);
    }

    [Fact]
    public void A_gateway_with_another_key_than_the_nodes_learns_it_from_the_page()
    {
        var node = new AgentNode(_rig, 0x5354_0000_0000_0001, _owner, new MemoryFileStore(1 << 20));
        _rig.Keys[0x5354_0000_0000_0001] = new byte[32];
        _rig.Start();
        node.BeBorn();
        _rig.WaitForRows("update_statuses", 1);
        Offer(node, TestBundle.Of(_owner.Release(41, _application, null, ForThis), _application, null));
        Until.True(
            () => !Turned(node, "Fetching") && Run.Text.StartsWith("offered; the node does not believe it: ", StringComparison.Ordinal),
            Patience, () => Run.Text);
        Assert.Contains("is it the one in the gateway's key file?", Run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_bundle_is_not_even_taken_in_by_the_gateway()
    {
        Ready(new MemoryFileStore(1 << 20));
        var model = new byte[] { 1, 2 };
        var release = _owner.Release(41, _application, model, ForThis);
        var bundle = TestBundle.Of(release, _application, model);
        Says("it is cut short, damaged, or no release bundle", bundle[..^1]);
        Says("it is cut short, damaged, or no release bundle", [.. bundle, 0]);
        Says("it is longer than any release", new byte[(9 << 20) + 1]);
        Says("it does not hold what its manifest names", TestBundle.Of(release, _application, null));
        Says("a component is malformed, unknown or out of order",
            TestBundle.Of(release with { Lists = [.. release.Lists.Reverse()] }, _application, model));
        Says("a component is malformed, unknown or out of order",
            TestBundle.Of(release with { Lists = [release.Lists[0], release.Lists[0]] }, _application, model));
        Says("its application has another length than the manifest says", TestBundle.Of(release, _application[1..], model));
        Says("chunk 0 of its model is damaged", TestBundle.Of(release, _application, [1, 3]));
        Assert.Empty(_rig.Updates.Get().Releases);
    }

    private static void ForThis(Manifest manifest) => manifest.Classes[0] = "virtual-rev-a";

    private static bool IsPart(byte[] message) =>
        new MessageReader().PeekKind(message, 0, message.Length) == MessageKindCode.ManifestPart;

    // The last part shorter, or the parts of another release under the same name.
    private static byte[] Changed(byte[] message, string fault, byte[] other)
    {
        var part = new ManifestPart();
        Assert.Equal(FrameErrorCode.None, part.Read(message, 0, message.Length, new MessageReader()));
        if (fault == "exchanged")
        {
            (part.Data, part.DataOffset) = (other, part.Index * ManifestPart.MaxData);
            part.DataCount = Math.Min(ManifestPart.MaxData, other.Length - part.DataOffset);
        }
        else if (part.Index == part.Parts - 1)
        {
            part.DataCount -= 9;
        }

        var buffer = new byte[ManifestPart.MaxLength];
        return buffer[..part.Write(buffer, 0, buffer.Length, new CborWriter())];
    }

    private byte[] BadRelease(string fault)
    {
        using var stranger = new TestOwner(9);
        using var twin = new TestOwner();
        var sound = _owner.Release(41, _application, null, ForThis);
        var release = fault switch
        {
            "foreign" => stranger.Release(41, _application, null, ForThis),
            "unknown key" => twin.Release(41, _application, null, ForThis),
            "model key" => _owner.Release(41, _application, null, ForThis, signer: "model"),
            "wrong signature" => sound with { Signature = [.. sound.Signature[..^1], (byte)(sound.Signature[^1] ^ 1)] },
            "cut signature" => sound with { Signature = sound.Signature[..^1] },
            "other key set" => _owner.Release(41, _application, null, ForThis, keySetVersion: 2),
            "other board" => _owner.Release(41, _application, null),
            "downgraded number" => _owner.Release(AgentNode.Sequence - 1, _application, null, manifest =>
            {
                ForThis(manifest);
                manifest.Components[0].Version = AgentNode.Version;
            }),
            "oversized" => _owner.Release(41, Oversized, null, ForThis),
            "jump" => _owner.Release(AgentNode.Sequence + 1025, _application, null, ForThis),
            _ => _owner.Release(41, _application, fault == "other tensors" ? [1, 2] : null, manifest => Spoil(manifest, fault))
        };
        return TestBundle.Of(release, fault == "oversized" ? Oversized : _application, fault == "other tensors" ? [1, 2] : null);
    }

    private void Spoil(Manifest manifest, string fault)
    {
        ForThis(manifest);
        switch (fault)
        {
            case "newer loader":
                manifest.MinLoader = 2;
                break;
            case "native":
                (manifest.Checksums[0], manifest.ChecksumCount) = (0x1A1CC3FD, 1);
                break;
            case "downgraded version":
                manifest.Components[0].Version = AgentNode.Version - 1;
                break;
            case "expired":
                manifest.ExpirySeconds = (uint)(_rig.Time.NowMs / 1000) - 60;
                break;
            default:
                manifest.Rules[0] = new PairRule { ApplicationLow = 1, ApplicationHigh = 2, ModelHigh = uint.MaxValue, TensorAbi = 1 };
                break;
        }
    }

    private void Says(string words, byte[] bundle) => Assert.Equal("the bundle is not taken: " + words, _rig.Updates.Add(bundle).Problem);

    private AgentNode Ready(MemoryFileStore files)
    {
        var node = new AgentNode(_rig, 0x5354_0000_0000_0001, _owner, files);
        _rig.Start();
        node.BeBorn();
        _rig.WaitForRows("update_statuses", 1);
        return node;
    }

    // The gateway's own checks are passed over: it is the node that has the last word.
    private void Offer(AgentNode node, byte[] bundle)
    {
        var release = _rig.Shelf.Add(bundle);
        lock (_rig.Site.Sync)
        {
            _rig.Desk.Begin(node.Device, release);
        }
    }

    private UpdateRunView Run => _rig.Updates.Get().Runs[0];

    private void Refuse(AgentNode node, byte[] bundle, string words)
    {
        var before = (node.Machine.Record.Active, node.Machine.Record.ManifestSequence, node.Machine.Record.ApplicationFloor);
        Offer(node, bundle);
        Until.True(() => Turned(node, "Refused"), Patience, () => $"{Run} {node.Machine.Reason}");
        output.WriteLine(Run.Text);
        Assert.Equal("refused it: " + words, Run.Text);
        Assert.Contains(words, _rig.Updates.ViewLocked(node.Device)!.Reason, StringComparison.Ordinal);
        Assert.Equal(
            before, (node.Machine.Record.Active, node.Machine.Record.ManifestSequence, node.Machine.Record.ApplicationFloor));
    }

    private void GoOn(AgentNode node)
    {
        Offer(node, TestBundle.Of(_owner.Release(70, _application, null, ForThis), _application, null));
        Until.True(() => Turned(node, "Staged"), Patience, () => $"{Run} {node.Machine.Reason}");
    }

    private bool Turned(AgentNode node, string phase)
    {
        node.Turn();
        return Run.Phase == phase;
    }
}
