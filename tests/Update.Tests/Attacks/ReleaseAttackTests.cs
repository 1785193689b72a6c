using System;
using System.Linq;
using Stethos.Testing.Releases;
using Stethos.Update.Manifests;
using Stethos.Update.Slots;
using Stethos.Update.Trust;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Attacks;

/// <summary>Attacks on what a node runs: each is refused for its reason, and afterwards the node still takes the owner's release.</summary>
public sealed class ReleaseAttackTests : IDisposable
{
    private static readonly byte[] Application = [.. Enumerable.Range(0, 3000).Select(i => (byte)i)];
    private static readonly byte[] Model = [.. Enumerable.Range(0, 2000).Select(i => (byte)(i / 3))];

    private readonly ITestOutputHelper _output;
    private readonly TestOwner _owner = new();
    private readonly AttackedNode _node;
    private readonly SignedRelease _release;

    public ReleaseAttackTests(ITestOutputHelper output)
    {
        _output = output;
        _node = new AttackedNode(_owner.First.Keys);
        _release = _owner.Release(41, Application, Model);
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void The_owners_releases_are_taken()
    {
        Assert.Equal(UpdateReasonCode.None, _node.Judge(_release));
        Assert.Equal(UpdateReasonCode.None, _node.Judge(_owner.Release(41, null, Model)));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Arbitrary_software_signed_by_another_key_is_refused()
    {
        using var other = new TestOwner(2);
        var foreign = other.Release(45, Application, Model);
        Assert.Equal(UpdateReasonCode.VendorMismatch, _node.Judge(foreign));
        var disguised = other.Release(45, Application, Model, manifest => _owner.Vendor.CopyTo(manifest.Vendor, 0));
        Assert.Equal(UpdateReasonCode.KeyUnknown, _node.Judge(disguised));
        Assert.Equal(UpdateReasonCode.SignatureWrong, _node.Judge(disguised with { KeyId = _owner["app"].KeyId }));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void The_model_key_cannot_sign_an_application_nor_a_root_key_a_release()
    {
        Assert.Equal(UpdateReasonCode.RoleMismatch, _node.Judge(_owner.Release(45, Application, null, signer: "model")));
        Assert.Equal(UpdateReasonCode.RoleMismatch, _node.Judge(_owner.Release(45, Application, Model, signer: "model")));
        Assert.Equal(UpdateReasonCode.RoleMismatch, _node.Judge(_owner.Release(45, null, Model, signer: "root1")));

        // The model key's signature under the application key's name is no better.
        var signed = _owner.Release(45, Application, null, signer: "model");
        Assert.Equal(UpdateReasonCode.SignatureWrong, _node.Judge(signed with { KeyId = _owner["app"].KeyId }));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Every_flipped_bit_of_the_manifest_is_refused()
    {
        var reasons = new int[128];
        for (var bit = 0; bit < 8 * _release.Manifest.Length; bit++)
        {
            var spoilt = Flipped(_release.Manifest, bit);
            var reason = _node.Judge(_release with { Manifest = spoilt });
            Assert.NotEqual(UpdateReasonCode.None, reason);
            reasons[(int)reason]++;
        }

        Assert.True(reasons[(int)UpdateReasonCode.SignatureWrong] > 500);
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Flipped_bits_of_signature_and_key_name_are_refused()
    {
        for (var bit = 0; bit < 8 * _release.Signature.Length; bit += 13)
        {
            Assert.NotEqual(UpdateReasonCode.None, _node.Judge(_release with { Signature = Flipped(_release.Signature, bit) }));
        }

        for (var bit = 0; bit < 64; bit++)
        {
            Assert.Equal(UpdateReasonCode.KeyUnknown, _node.Judge(_release with { KeyId = Flipped(_release.KeyId, bit) }));
        }

        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Mix_and_match_of_two_releases_is_refused()
    {
        var other = _owner.Release(42, Model, Application);
        Assert.Equal(UpdateReasonCode.SignatureWrong, _node.Judge(_release with { Manifest = other.Manifest }));
        Assert.Equal(UpdateReasonCode.SignatureWrong, _node.Judge(_release with { Signature = other.Signature }));

        // Lists are not signed: the root in the manifest is. Whole bundles with another's lists pass the signature and fail there.
        var mixed = _release with { Lists = other.Lists };
        var verifier = new ReleaseVerifier(_node.Keys);
        Assert.Equal(UpdateReasonCode.None, verifier.Verify(mixed.Head, 0, mixed.Head.Length, _node.Facts));
        for (var place = 0; place < 2; place++)
        {
            var list = new ChunkList(ChunkList.MostChunks);
            list.Read(mixed.Head, verifier.Bundle.ListAt(place), verifier.Bundle.ListLength(place));
            Assert.False(list.IsRootOf(verifier.Manifest.Components[place].Root, new PortableKeyedHash()));
        }

        Assert.Equal(UpdateReasonCode.BundleMalformed, _node.Judge(_release with { Lists = [_release.Lists[0]] }));
        Assert.Equal(UpdateReasonCode.BundleMalformed, _node.Judge(_release with { Lists = [_release.Lists[1], _release.Lists[0]] }));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Rollback_to_an_older_release_or_below_a_floor_is_refused()
    {
        _node.Facts.Sequence = 42;
        Assert.Equal(UpdateReasonCode.OldSequence, _node.Judge(_release));
        _node.Facts.Sequence = 41;
        Assert.Equal(UpdateReasonCode.None, _node.Judge(_release));
        _node.Facts.ApplicationFloor = 0x01_00_0000 + 42;
        Assert.Equal(UpdateReasonCode.BelowFloor, _node.Judge(_release));
        (_node.Facts.ApplicationFloor, _node.Facts.ModelFloor) = (0, 0x01_00_0000 + 42);
        Assert.Equal(UpdateReasonCode.BelowFloor, _node.Judge(_release));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Fast_forward_is_capped_and_a_new_key_set_undoes_what_the_cap_let_through()
    {
        Assert.Equal(UpdateReasonCode.SequenceJump, _node.Judge(_owner.Release(uint.MaxValue, Application, Model)));
        Assert.Equal(UpdateReasonCode.SequenceJump, _node.Judge(_owner.Release(ReleaseRules.MaxJump + 1, Application, Model)));
        Assert.Equal(UpdateReasonCode.None, _node.Judge(_owner.Release(ReleaseRules.MaxJump, Application, Model)));

        // The stolen key walked the node on; the roots take it back.
        _node.Facts.Sequence = 500_000;
        Assert.Equal(UpdateReasonCode.OldSequence, _node.Judge(_release));
        var next = _owner.KeySet(2, 40, ["root1", "root2"], ["root1", "root2", "root3", "app", "model"]);
        Assert.Equal(UpdateReasonCode.None, next.Follows(_owner.First));
        _node.Keys = next.Keys;
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_release_that_has_expired_is_refused_once_the_node_knows_the_time()
    {
        var release = _owner.Release(45, Application, Model, manifest => manifest.ExpirySeconds = 1_800_000_000);
        Assert.Equal(UpdateReasonCode.None, _node.Judge(release));
        _node.Freshness.Take(_node.Dated(45, 1_799_999_999), 0);
        Assert.Equal(UpdateReasonCode.None, _node.Judge(release));
        _node.UptimeMs = 1000;
        Assert.Equal(UpdateReasonCode.Expired, _node.Judge(release));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_release_for_other_nodes_is_refused()
    {
        Refused(UpdateReasonCode.BoardMismatch, manifest => manifest.Classes[0] = "virtual-rev-a");
        Refused(UpdateReasonCode.LoaderTooOld, manifest => manifest.MinLoader = 2);
        Refused(UpdateReasonCode.NativeMismatch, manifest => (manifest.Checksums[0], manifest.ChecksumCount) = (0x1A1CC3FD, 1));
        Refused(UpdateReasonCode.KeySetMismatch, manifest => manifest.KeySetVersion = 2);
        Refused(UpdateReasonCode.PairMismatch, manifest => manifest.Rules[0].ModelLow = 0x02_00_0000);
        Refused(UpdateReasonCode.PairMismatch, manifest => manifest.Rules[0].ApplicationHigh = 0x01_00_0000);
        _node.Facts.ModelRoom = Model.Length - 1;
        Refused(UpdateReasonCode.SlotTooSmall, _ => { });
        _node.Facts.ModelRoom = 1 << 20;
        _node.Facts.NativeChecksums = [1, 0x1A1CC3FD];
        var fitting = _owner.Release(
            46, Application, Model, manifest => (manifest.Checksums[0], manifest.ChecksumCount) = (0x1A1CC3FD, 1));
        Assert.Equal(UpdateReasonCode.None, _node.Judge(fitting));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Half_a_release_is_held_to_what_stays()
    {
        var model = _owner.Release(45, null, Model, manifest => manifest.Rules[0].ApplicationLow = 5);
        Assert.Equal(UpdateReasonCode.PairMismatch, _node.Judge(model));
        _node.Facts.ApplicationVersion = 5;
        Assert.Equal(UpdateReasonCode.None, _node.Judge(model));
        _node.Facts.TensorAbi = 2;
        Assert.Equal(UpdateReasonCode.PairMismatch, _node.Judge(model));
        _node.Facts.TensorAbi = 1;
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void A_stolen_gateway_cannot_make_code_run()
    {
        // It has every device key: its commands are good, its own bundles are not.
        var own = TestOwner.Describe(_owner.Vendor, 45, Application, Model);
        var bytes = Manifests.SampleManifest.Bytes(own);
        var forged = _release with { Manifest = bytes };
        Assert.Equal(UpdateReasonCode.None, _node.Take(_node.Command(forged.Digest)));
        Assert.Equal(UpdateReasonCode.SignatureWrong, _node.Judge(forged));
        Assert.Equal(UpdateReasonCode.SignatureMalformed, _node.Judge(forged with { Signature = [] }));
        Assert.Equal(UpdateReasonCode.SignatureMalformed, _node.Judge(forged with { Signature = new byte[forged.Signature.Length] }));
        _node.StillUpdates(_owner, 2);
    }

    [Fact]
    public void A_stolen_release_key_is_of_no_use_without_the_device_key()
    {
        var release = _owner.Release(47, Application, Model);
        Assert.Equal(UpdateReasonCode.None, _node.Judge(release));
        var command = _node.Command(release.Digest);
        new CommandEnvelope(new byte[32], AttackedNode.Site, new PortableKeyedHash()).Compute(command, command.Mac);
        Assert.Equal(UpdateReasonCode.MacWrong, _node.Take(command));
        _node.StillUpdates(_owner, 1);
    }

    [Fact]
    public void Truncated_oversized_and_foreign_bundles_are_refused_whatever_they_hold()
    {
        const int seed = 77;
        _output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var head = _release.Head;
        for (var length = 0; length < head.Length; length += 1 + length / 40)
        {
            Assert.NotEqual(UpdateReasonCode.None, _node.Judge(head[..length]));
        }

        Assert.Equal(UpdateReasonCode.BundleMalformed, _node.Judge([.. head, 0]));
        Assert.Equal(UpdateReasonCode.BundleMalformed, _node.Judge(new byte[ManifestBundle.MaxLength + 1]));
        var accepted = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var spoilt = head.ToArray();
            for (var i = random.Next(1, 5); i > 0; i--)
            {
                spoilt[random.Next(round % 2 == 0 ? 400 : spoilt.Length)] = (byte)random.Next(256);
            }

            // What is spoilt in a list alone passes here and fails at its root.
            accepted += _node.Judge(spoilt) == UpdateReasonCode.None ? 1 : 0;
        }

        _output.WriteLine($"{accepted} of 20,000 differ in lists alone");
        Assert.True(accepted < 1000);
        _node.StillUpdates(_owner, 1);
    }

    private static byte[] Flipped(byte[] bytes, int bit)
    {
        var flipped = bytes.ToArray();
        flipped[bit / 8] ^= (byte)(1 << (bit % 8));
        return flipped;
    }

    private void Refused(UpdateReasonCode reason, Action<Manifest> change) =>
        Assert.Equal(reason, _node.Judge(_owner.Release(45, Application, Model, change)));
}
