using System;
using System.Linq;
using Stethos.Gateway.Updates.Cache;
using Stethos.Gateway.Updates.Checks;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Stethos.Testing.Releases;
using Stethos.Update.Manifests;

namespace Stethos.Gateway.Updates.Tests.Checks;

/// <summary>What a gateway refuses before it keeps it, each in words.</summary>
public sealed class TakeInCheckTests : IDisposable
{
    private const long Now = 2_000_000_000;
    private static readonly string[] Keys = ["root1", "root2", "root3", "app", "model"];
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly byte[] _application = [.. Enumerable.Range(0, 2000).Select(i => (byte)(i * 7))];
    private readonly KeySetShelf _keys;
    private readonly ReleaseShelf _shelf;

    public TakeInCheckTests()
    {
        _keys = new KeySetShelf(_folder.Of("keys"));
        _shelf = new ReleaseShelf(new ContentCache(_folder.Of("releases"), 1 << 24, new FakeTimeProvider()));
    }

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Without_a_key_set_nobody_checks_and_that_is_said()
    {
        var release = Take(Bundle(_owner.Release(5, _application, null)));
        Assert.Null(release.ProofBy(_keys).IsSigned);
        Assert.Contains("nobody but the nodes checks", release.ProofBy(_keys).Text, StringComparison.Ordinal);

        // It is checked as soon as there is one.
        _keys.Add(_owner.First.Content);
        Assert.Equal((true, "signed under key set 1"), (release.ProofBy(_keys).IsSigned, release.ProofBy(_keys).Text));
    }

    [Fact]
    public void What_the_owner_did_not_sign_is_refused_for_its_reason()
    {
        _keys.Add(_owner.First.Content);
        Assert.True(Take(Bundle(_owner.Release(5, _application, [1, 2]))).ProofBy(_keys).IsSigned);
        Assert.True(Take(Bundle(_owner.Release(6, null, [1, 2]), null, [1, 2])).ProofBy(_keys).IsSigned);

        using var stranger = new TestOwner(9);
        Assert.Equal("the release is another owner's", Refused(stranger.Release(5, _application, null)));
        using var twin = new TestOwner();
        Assert.Equal("no key the node knows signed the release", Refused(twin.Release(5, _application, null)));
        Assert.Equal("the key may not sign what it signed", Refused(_owner.Release(5, _application, null, signer: "model")));
        var right = _owner.Release(7, _application, null);
        var wrong = right.Signature.ToArray();
        wrong[^1] ^= 1;
        Assert.Equal("the signature is wrong", Refused(right with { Signature = wrong }));
        Assert.Equal("the signature is malformed", Refused(right with { Signature = [1, 2, 3] }));
        Assert.Equal("the signature is malformed", Refused(right with { Signature = [] }));
    }

    [Fact]
    public void A_rotation_retires_what_was_signed_before_also_when_it_is_there_already()
    {
        _keys.Add(_owner.First.Content);
        var before = Take(Bundle(_owner.Release(5, _application, null)));
        Assert.Contains(
            "key set 2, and this gateway has number 1", Refused(_owner.Release(6, _application, null, keySetVersion: 2)),
            StringComparison.Ordinal);
        _keys.Add(_owner.KeySet(2, Keys).Content);
        Assert.False(before.ProofBy(_keys).IsSigned);
        Assert.Contains("which number 2 has replaced", Refused(_owner.Release(7, _application, null)), StringComparison.Ordinal);
        Assert.True(Take(Bundle(_owner.Release(6, _application, null, keySetVersion: 2))).ProofBy(_keys).IsSigned);
    }

    [Fact]
    public void What_every_node_would_refuse_as_older_or_expired_is_refused_and_what_one_would_take_is_not()
    {
        _keys.Add(_owner.First.Content);
        var release = _owner.Release(5, _application, null);
        Assert.Equal(
            "it is number 5, and every node it is for has accepted a newer one, the oldest number 6",
            Refused(release, Status(6, 0), Status(9, 0)));
        Assert.Equal("", Problem(release, Status(5, 0), Status(9, 0)));
        Assert.Equal(
            "its application is 1.0.5, and no node it is for takes one below 1.0.6", Refused(release, Status(1, 0x01000006)));
        Assert.Equal("", Problem(release, Status(1, 0x01000005), Status(1, 0x01000006)));
        Assert.Equal(
            "expires: it ended on 2033-05-18",
            Refused(_owner.Release(8, _application, null, manifest => manifest.ExpirySeconds = (uint)Now - 60)));
    }

    private static UpdateStatus Status(uint sequence, uint floor)
    {
        var status = new UpdateStatus { Sequence = sequence };
        status.Floors[0] = floor;
        return status;
    }

    private byte[] Bundle(SignedRelease release) => Bundle(release, _application, release.Lists.Count > 1 ? [1, 2] : null);

    private static byte[] Bundle(SignedRelease release, byte[]? application, byte[]? model) => TestBundle.Of(release, application, model);

    private ShelvedRelease Take(byte[] bundle) => _shelf.Add(bundle, found => TakeInCheck.Of(found, _keys, [], Now));

    private string Problem(SignedRelease release, params UpdateStatus[] nodes)
    {
        var text = "";
        _shelf.Add(Bundle(release), found =>
        {
            text = TakeInCheck.Of(found, _keys, nodes, Now);
            return "";
        });
        return text;
    }

    private string Refused(SignedRelease release, params UpdateStatus[] nodes) => Assert.Throws<ReleaseException>(
        () => _shelf.Add(Bundle(release), found => TakeInCheck.Of(found, _keys, nodes, Now))).Message;
}
