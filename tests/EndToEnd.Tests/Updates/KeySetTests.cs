using System;
using System.IO;
using System.Linq;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests.Updates;

/// <summary>The owner's key sets given to boards as programs of their own, by `stethos update keys` alone.</summary>
[Collection(Collections.Faults)]
public sealed class KeySetTests(ITestOutputHelper output) : IDisposable
{
    private const int Nodes = 2;
    private readonly UpdateSite _site = new(Nodes);

    public void Dispose() => _site.Dispose();

    [Fact]
    public void A_rotation_reaches_every_node_and_who_was_away_takes_one_set_after_the_other()
    {
        _site.StartBoards();
        Assert.Equal(0, _site.Update("keys", _site.Owner.KeysFile).Code);
        Keys(_site.Owner.Rotate(), "--all");
        Until.True(() => Trust(2), UpdateSite.Patience, () => _site.Status);
        Assert.All(_site.Texts("key set 2"), text => Assert.Equal("trusts it from now on", text));

        // Two further ones while all are away: each node takes them in order once it is back.
        _site.StopBoards();
        Keys(_site.Owner.Rotate(), "--node", _site.Devices[0]);
        Keys(_site.Owner.Rotate(), "--all");
        Assert.All(_site.Phases("key set 4"), phase => Assert.Equal("Offered", phase));
        _site.StartBoards();
        Until.True(() => Trust(4), UpdateSite.Patience, () => _site.Status);

        // From now on only what is signed under the newest counts.
        var release = _site.Add(_site.Owner.Release());
        Assert.Equal(0, _site.Update("start", release, "--all").Code);
        Until.True(() => _site.Phases(release).SequenceEqual(["Confirmed", "Confirmed"]), UpdateSite.Patience, () => _site.Status);
        output.WriteLine(_site.Status);
        _site.Finish();
    }

    [Fact]
    public void A_key_set_that_root_keys_of_another_signed_is_refused_by_the_node_in_words()
    {
        using var stranger = new TestOwner();
        _site.StartBoards();
        Assert.Equal(0, _site.Update("keys", stranger.KeysFile).Code);
        Keys(stranger.Rotate(), "--all");
        Until.True(() => _site.Phases("key set 2").SequenceEqual(["Refused", "Refused"]), UpdateSite.Patience, () => _site.Status);
        Assert.All(_site.Texts("key set 2"), text => Assert.Equal("refused it: too few root keys signed the key set", text));
        output.WriteLine(_site.Status);
        Assert.True(Trust(1));

        // The gateway itself takes none that does not follow.
        var (code, text) = _site.Update("keys", _site.Owner.Rotate(), "--all");
        Assert.NotEqual(0, code);
        Assert.Contains("this gateway has another number 2 already", text, StringComparison.Ordinal);
        var cut = File.ReadAllBytes(_site.Owner.KeysFile)[..200];
        File.WriteAllBytes(_site.Owner.KeysFile, cut);
        Assert.Contains("no key set, or is damaged", _site.Update("keys", _site.Owner.KeysFile).Text, StringComparison.Ordinal);
        _site.Finish();
    }

    private void Keys(string file, params string[] who)
    {
        var (code, text) = _site.Update(["keys", file, .. who]);
        Assert.True(code == 0, text);
    }

    private bool Trust(int version) =>
        _site.Devices.All(device => _site.Node(device).Contains($"\"keySet\":{version},", StringComparison.Ordinal));
}
