using System;
using System.Linq;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;

namespace Stethos.Update.Tests.Attacks;

/// <summary>Attacks on whom a node trusts.</summary>
public sealed class KeySetAttackTests : IDisposable
{
    private static readonly string[] All = ["root1", "root2", "root3", "app", "model"];

    private readonly TestOwner _owner = new();
    private readonly AttackedNode _node;

    public KeySetAttackTests()
    {
        _node = new AttackedNode(_owner.First.Keys);
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_rotated_out_key_is_refused_and_its_successor_taken()
    {
        _owner.NewKey("app2", KeyRoleCode.ReleaseApplication);
        var old = _owner.Release(42, [1], [2]);
        var next = _owner.KeySet(2, "root1", "root2", "root3", "app2", "model");
        Assert.Equal(UpdateReasonCode.None, next.Follows(_owner.First));
        _node.Keys = next.Keys;
        Assert.Equal(UpdateReasonCode.KeySetMismatch, _node.Judge(old));
        Assert.Equal(UpdateReasonCode.KeyUnknown, _node.Judge(_owner.Release(42, [1], [2], keySetVersion: 2)));
        _node.StillUpdates(_owner, 1, signer: "app2");
    }

    [Fact]
    public void Roots_are_replaced_only_by_enough_of_the_old_and_of_the_new_ones()
    {
        foreach (var name in (string[])["new1", "new2", "new3"])
        {
            _owner.NewKey(name, KeyRoleCode.Root);
        }

        string[] keys = ["new1", "new2", "new3", "app", "model"];
        Assert.Equal(UpdateReasonCode.KeySetThreshold, Follows(2, ["new1", "new2", "new3"], keys));
        Assert.Equal(UpdateReasonCode.KeySetThreshold, Follows(2, ["root1", "root2", "root3"], keys));
        Assert.Equal(UpdateReasonCode.KeySetThreshold, Follows(2, ["root1", "new1", "new2"], keys));
        Assert.Equal(UpdateReasonCode.None, Follows(2, ["root1", "root3", "new1", "new2"], keys));
    }

    [Fact]
    public void One_root_key_is_not_two()
    {
        Assert.Equal(UpdateReasonCode.KeySetThreshold, Follows(2, ["root1"], All));
        Assert.Equal(UpdateReasonCode.KeySetThreshold, Follows(2, ["root1", "root1", "root1"], All));
        Assert.Equal(UpdateReasonCode.KeyUnknown, Follows(2, ["root1", "app"], All));
        Assert.Equal(UpdateReasonCode.KeyUnknown, Follows(2, ["app", "model"], All));
        Assert.Equal(UpdateReasonCode.None, Follows(2, ["root2", "root3"], All));
    }

    [Fact]
    public void A_key_set_of_another_place_in_the_order_or_of_another_owner_is_refused()
    {
        Assert.Equal(UpdateReasonCode.KeySetOrder, Follows(1, ["root1", "root2"], All));
        Assert.Equal(UpdateReasonCode.KeySetOrder, Follows(3, ["root1", "root2"], All));
        using var other = new TestOwner(2);
        Assert.Equal(UpdateReasonCode.VendorMismatch, other.KeySet(2, All).Follows(_owner.First));
    }

    [Fact]
    public void Another_owners_roots_under_this_ones_name_are_refused()
    {
        using var other = new TestOwner(1);
        Assert.Equal(UpdateReasonCode.KeySetThreshold, other.KeySet(2, All).Follows(_owner.First));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Every_flipped_bit_of_a_key_set_is_refused()
    {
        var next = _owner.KeySet(2, All);
        for (var bit = 0; bit < 8 * next.Content.Length; bit += 41)
        {
            var spoilt = next.Content.ToArray();
            spoilt[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                Assert.NotEqual(UpdateReasonCode.None, KeySetFile.Read(spoilt).Follows(_owner.First));
            }
            catch (ReleaseException)
            {
                // Not even one.
            }
        }

        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_key_set_with_a_key_twice_or_too_few_roots_is_none()
    {
        var refusals = new Action[]
        {
            () => _owner.KeySet(2, "root1", "root1", "app"),
            () => _owner.KeySet(2, "root1", "app", "model"),
            () => _owner.KeySet(2, "root1", "root2", "app", "app")
        };
        Assert.All(refusals, refusal => Assert.Throws<ReleaseException>(refusal));
    }

    [Fact]
    public void A_release_is_no_key_set_and_a_key_set_no_release()
    {
        var release = _owner.Release(41, [1], null);
        Assert.Equal(UpdateReasonCode.KeySetMalformed, new KeySet().Read(release.Manifest, 0, release.Manifest.Length));
        var document = _owner.First.Keys.Bytes;
        Assert.Equal(
            UpdateReasonCode.ManifestUnknown,
            _node.Judge(release with { Manifest = document, Signature = _owner["app"].Sign(document) }));
    }

    private UpdateReasonCode Follows(int version, string[] signers, string[] keys) =>
        _owner.KeySet(version, 0, signers, keys).Follows(_owner.First);
}
