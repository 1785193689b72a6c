using System;
using System.IO;
using System.Linq;
using Stethos.Gateway.Updates.Checks;
using Stethos.Gateway.Updates.Releases;
using Stethos.Protocol;
using Stethos.Releases.Bundles;
using Stethos.Releases.KeySets;
using Stethos.Testing;
using Stethos.Testing.Releases;

namespace Stethos.Gateway.Updates.Tests.Releases;

public sealed class KeySetShelfTests : IDisposable
{
    private static readonly string[] Keys = ["root1", "root2", "root3", "app", "model"];
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly KeySetFile _second;
    private readonly KeySetFile _third;

    public KeySetShelfTests()
    {
        _second = _owner.KeySet(2, Keys);
        _third = _owner.KeySet(3, Keys);
    }

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Sets_that_follow_each_other_are_there_after_a_restart_with_what_is_meant_for_all()
    {
        var shelf = Shelf();
        Assert.Null(shelf.Newest);
        shelf.Add(_owner.First.Content);
        var second = shelf.Add(_second.Content);
        Assert.Same(second, shelf.Add(_second.Content));
        Assert.Null(shelf.WantedForAll);
        shelf.WantForAll(second);
        var again = Shelf();
        Assert.Equal([2, 1], again.All().Select(set => set.Version));
        Assert.Equal((2, 2), (again.Newest!.Version, again.WantedForAll!.Version));
        Assert.Equal("key set 2", again.Find(second.ShortId)!.Label);
        Assert.Null(again.Find(""));
        Assert.Null(again.Find("ffffffff"));
    }

    [Fact]
    public void What_does_not_follow_is_refused_in_words()
    {
        var shelf = Shelf();
        Assert.Contains("too few of its own root keys", Refused(shelf, _owner.KeySet(1, 0, ["root1"], Keys)), StringComparison.Ordinal);
        shelf.Add(_owner.First.Content);
        Assert.Contains("number 2 comes first", Refused(shelf, _third), StringComparison.Ordinal);
        Assert.Contains("too few root keys", Refused(shelf, _owner.KeySet(2, 0, ["root1"], Keys)), StringComparison.Ordinal);
        Assert.Contains("another number 1", Refused(shelf, _owner.KeySet(1, "root1", "root2", "app")), StringComparison.Ordinal);
        using var stranger = new TestOwner(9);
        Assert.Contains("another owner's", Refused(shelf, stranger.KeySet(2, Keys)), StringComparison.Ordinal);
        Assert.Contains(
            "no key set, or is damaged", Assert.Throws<ReleaseException>(() => shelf.Add(_second.Content[..50])).Message,
            StringComparison.Ordinal);
        Assert.Equal([1], Shelf().All().Select(set => set.Version));
    }

    [Fact]
    public void A_set_before_the_oldest_is_taken_for_nodes_that_are_behind_and_no_other_old_one()
    {
        var shelf = Shelf();
        shelf.Add(_second.Content);
        shelf.Add(_third.Content);
        using var stranger = new TestOwner();
        Assert.Contains("has number 3 already", Refused(shelf, stranger.First), StringComparison.Ordinal);
        shelf.Add(_owner.First.Content);
        Assert.Equal([3, 2, 1], shelf.All().Select(set => set.Version));
    }

    [Fact]
    public void A_node_takes_every_set_between_its_own_and_the_wanted_one_in_order()
    {
        var shelf = Shelf();
        shelf.Add(_second.Content);
        var third = shelf.Add(_third.Content);
        Assert.Equal([2, 3], KeySetCheck.Of(third, shelf, Has(1)).Path.Select(set => set.Version));
        Assert.Equal([3], KeySetCheck.Of(third, shelf, Has(2)).Path.Select(set => set.Version));
        Assert.Contains("trusts key set 3 already", KeySetCheck.Of(third, shelf, Has(3)).Problem, StringComparison.Ordinal);
        Assert.Contains("flashed with its first one", KeySetCheck.Of(third, shelf, Has(0)).Problem, StringComparison.Ordinal);
        Assert.Contains("said nothing", KeySetCheck.Of(third, shelf, null).Problem, StringComparison.Ordinal);
        var only = new KeySetShelf(_folder.Of("other"));
        Assert.Contains(
            "number 2, which comes before this one, is not here", KeySetCheck.Of(only.Add(_third.Content), only, Has(1)).Problem,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_told_and_passed_over()
    {
        Shelf().Add(_owner.First.Content);
        var file = Directory.GetFiles(_folder.Path, "*.sks").Single();
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        Assert.Contains("damaged", Assert.Single(Shelf().Problems), StringComparison.Ordinal);
        Assert.Empty(Shelf().All());
    }

    private static UpdateStatus Has(uint version)
    {
        var status = new UpdateStatus();
        status.Basis[UpdateBasis.KeySet] = version;
        return status;
    }

    private static string Refused(KeySetShelf shelf, KeySetFile file) =>
        Assert.Throws<ReleaseException>(() => shelf.Add(file.Content)).Message;

    private KeySetShelf Shelf() => new(_folder.Path);
}
