using System;
using System.Security.Cryptography;
using Stethos.Hal.Virtual.Files;
using Stethos.Protocol;
using Stethos.Releases.KeySets;
using Stethos.Testing.Releases;
using Stethos.Update;
using Stethos.Update.Trust;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Updates;

public sealed class KeySetUpdateTests : IDisposable
{
    private static readonly string[] Second = ["root1", "root2", "root3", "app2", "model"];
    private static readonly string[] Roots = ["root1", "root2"];

    private readonly TestOwner _owner = new();
    private readonly ITestOutputHelper _output;

    public KeySetUpdateTests(ITestOutputHelper output)
    {
        _output = output;
        _owner.NewKey("app2", KeyRoleCode.ReleaseApplication);
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_key_set_comes_over_the_link_and_the_key_it_leaves_out_is_refused_from_then_on()
    {
        var node = Node(1);
        Assert.Equal(1, node.Machine.Record.KeysetVersion);
        Rotate(node, _owner.KeySet(2, Second));
        Assert.Equal((UpdateReasonCode.None, 2), (node.Reason, node.Machine.Record.KeysetVersion));
        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(UpdateReasonCode.KeySetMismatch, Offer(node, 10, "app", 1));
            Assert.Equal(UpdateReasonCode.KeyUnknown, Offer(node, 10, "app", 2));
            node.Boot();
        }

        Offer(node, 11, "app2", 2);
        Assert.Equal(UpdateStateCode.Staging, node.Machine.State);
    }

    [Fact]
    public void What_is_not_the_owners_next_key_set_changes_nothing_and_says_why()
    {
        var node = Node(2);
        var right = _owner.KeySet(2, Second);
        foreach (var (keys, reason) in ((KeySetFile, UpdateReasonCode)[])
            [
                (_owner.KeySet(3, Second), UpdateReasonCode.KeySetOrder),
                (_owner.KeySet(2, 0, ["root1"], Second), UpdateReasonCode.KeySetThreshold),
                (_owner.KeySet(2, 0, ["root1", "app"], Second), UpdateReasonCode.KeyUnknown)
            ])
        {
            Rotate(node, keys);
            Assert.Equal((reason, 1), (node.Reason, node.Machine.Record.KeysetVersion));
            Assert.Equal(UpdateStateCode.Refused, node.Machine.State);
        }

        node.Order(UpdateActionCode.TakeKeySet, new byte[32]);
        node.Serve(new byte[32], right.Content);
        Assert.Equal(UpdateReasonCode.OtherRelease, node.Reason);
        Rotate(node, right);
        Assert.Equal(2, node.Machine.Record.KeysetVersion);
        Rotate(node, right);
        Assert.Equal(UpdateReasonCode.None, node.Reason);
    }

    [Fact]
    public void A_key_set_that_is_refused_does_not_end_a_download()
    {
        var node = Node(3);
        Offer(node, 10, "app", 1);
        Assert.Equal(UpdateStateCode.Staging, node.Machine.State);
        Rotate(node, _owner.KeySet(3, Second));
        Assert.Equal((UpdateStateCode.Staging, UpdateReasonCode.KeySetOrder), (node.Machine.State, node.Reason));
        Assert.Equal((int)ComponentCode.Application, node.Status.Component);
        Rotate(node, _owner.KeySet(2, Second));
        Assert.Equal((UpdateStateCode.Idle, UpdateReasonCode.KeySetMismatch), (node.Machine.State, node.Reason));
    }

    [Fact]
    public void A_key_set_sets_the_sequence_from_which_releases_count()
    {
        var node = Node(4);
        Rotate(node, _owner.KeySet(2, 5000, Roots, Second));
        Assert.Equal(5000u, node.Machine.Record.ManifestSequence);
        Assert.Equal(UpdateReasonCode.OldSequence, Offer(node, 4999, "app2", 2));
        Offer(node, 5000, "app2", 2);
        Assert.Equal(UpdateStateCode.Staging, node.Machine.State);
    }

    [Fact]
    public void A_damaged_newest_key_set_lets_nothing_in_until_it_is_taken_again()
    {
        var node = Node(5);
        var second = _owner.KeySet(2, Second);
        Rotate(node, second);
        node.Files.Rot(KeySetStore.SecondFile, 77);
        node.Boot();
        Assert.Equal(UpdateReasonCode.KeySetMismatch, Offer(node, 10, "app", 1));
        Assert.Equal(UpdateReasonCode.KeySetMismatch, Offer(node, 10, "app2", 2));

        // The old root keys sign another second key set, which brings back a key that the first second one took out of use.
        var thieves = _owner.KeySet(2, "root1", "root2", "root3", "app", "model");
        Rotate(node, thieves);
        Assert.Equal(UpdateReasonCode.KeySetMismatch, node.Reason);
        Assert.Equal(1, new KeySetStore(node.Files).Load()!.Version);
        Rotate(node, second);
        Offer(node, 10, "app2", 2);
        Assert.Equal(UpdateStateCode.Staging, node.Machine.State);
    }

    [Fact]
    public void When_the_name_of_the_key_set_in_use_is_damaged_too_none_is_taken_but_whole_files_name_it_anew()
    {
        var node = Node(6);
        var second = _owner.KeySet(2, Second);
        Rotate(node, second);
        node.Files.Rot(KeySetStore.NameFile, 5);
        node.Boot();
        Assert.True(new KeySetStore(node.Files).IsNamed(SHA256.HashData(second.Keys.Bytes)));
        node.Files.Rot(KeySetStore.SecondFile, 77);
        node.Files.Rot(KeySetStore.NameFile, 5);
        node.Boot();
        Rotate(node, second);
        Assert.Equal((UpdateReasonCode.KeySetMismatch, 1), (node.Reason, new KeySetStore(node.Files).Load()!.Version));
    }

    [Fact]
    public void A_power_cut_anywhere_leaves_no_new_sequence_with_old_keys_and_the_node_can_go_on()
    {
        var second = _owner.KeySet(2, 5000, Roots, Second);
        var cases = 0;
        foreach (var pattern in Enum.GetValues<TearPattern>())
        {
            var isCut = true;
            for (var operation = 0; isCut; operation++)
            {
                var node = Node(operation);
                node.Files.CutAt(node.Files.OperationCount + operation, pattern);
                isCut = !IsDone(() => Rotate(node, second));
                cases += isCut ? 1 : 0;
                node.Files.PowerOn();
                node.Boot();
                var (record, kept) = (node.Machine.Record, new KeySetStore(node.Files).Load()!.Version);
                Assert.Equal(kept, record.KeysetVersion);
                Assert.Equal(kept == 2 ? 5000u : 0u, record.ManifestSequence);
                Rotate(node, second);
                Offer(node, 5001, "app2", 2);
                Assert.Equal(UpdateStateCode.Staging, node.Machine.State);
            }
        }

        _output.WriteLine($"{cases} cuts");
        Assert.True(cases >= 3 * Enum.GetValues<TearPattern>().Length);
    }

    private static bool IsDone(Action work)
    {
        try
        {
            work();
            return true;
        }
        catch (PowerCutException)
        {
            return false;
        }
    }

    private static void Rotate(UpdatedNode node, KeySetFile keys)
    {
        var digest = SHA256.HashData(keys.Keys.Bytes);
        node.Order(UpdateActionCode.TakeKeySet, digest);
        node.Serve(digest, keys.Content);
    }

    private UpdatedNode Node(int seed)
    {
        var node = new UpdatedNode(new PowerCutFileStore(seed));
        var store = new KeySetStore(node.Files);
        store.Load();
        store.Save(_owner.First.Keys);
        node.Boot();
        return node;
    }

    // The reason it is refused for.
    private UpdateReasonCode Offer(UpdatedNode node, uint sequence, string signer, int keySetVersion)
    {
        var release = _owner.Release(sequence, [1, 2, 3], null, signer: signer, keySetVersion: keySetVersion);
        node.Order(UpdateActionCode.Download, release.Digest);
        node.Serve(release.Digest, release.Head);
        return node.Reason;
    }
}
