using System;
using System.IO;
using System.Linq;
using Stethos.Gateway.Updates.Cache;
using Stethos.Gateway.Updates.Releases;
using Stethos.Releases.Bundles;
using Stethos.Testing;
using Stethos.Testing.Releases;

namespace Stethos.Gateway.Updates.Tests.Releases;

public sealed class ReleaseShelfTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly TestOwner _owner = new();
    private readonly byte[] _bundle;

    public ReleaseShelfTests()
    {
        var application = new byte[5000];
        new Random(3).NextBytes(application);
        _bundle = TestBundle.Of(_owner.Release(7, application, [1, 2, 3]), application, [1, 2, 3]);
    }

    public void Dispose()
    {
        _owner.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_bundle_that_was_taken_in_is_there_after_a_restart()
    {
        var release = Shelf().Add(_bundle);
        Assert.Equal("application 1.0.7, model 1.0.7", release.Label);
        var again = Shelf();
        var found = Assert.Single(again.All());
        Assert.Equal((release.Id, 5003), (found.Id, found.Bytes));
        Assert.Same(found, again.Find(found.ShortId));
        Assert.Same(found, again.Add(_bundle));
        Assert.Null(again.Find(""));
        Assert.Null(again.Find("ffff"));
    }

    [Fact]
    public void A_flipped_byte_in_a_component_is_refused()
    {
        var shelf = Shelf();
        for (var at = _bundle.Length - 5000; at < _bundle.Length; at++)
        {
            var flipped = _bundle.ToArray();
            flipped[at] ^= 0x10;
            Assert.Throws<ReleaseException>(() => shelf.Add(flipped));
        }

        Assert.Empty(shelf.All());
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public void A_truncated_or_longer_bundle_is_refused()
    {
        var shelf = Shelf();
        for (var length = 0; length < _bundle.Length; length += 13)
        {
            Assert.Throws<ReleaseException>(() => shelf.Add(_bundle[..length]));
        }

        Assert.Throws<ReleaseException>(() => shelf.Add([.. _bundle, 0]));
        Assert.Empty(shelf.All());
    }

    [Fact]
    public void A_file_that_rotted_on_the_shelf_is_not_handed_out()
    {
        Shelf().Add(_bundle);
        var path = Assert.Single(Directory.GetFiles(_folder.Path));
        var bytes = File.ReadAllBytes(path);
        bytes[^100] ^= 1;
        File.WriteAllBytes(path, bytes);
        var shelf = new ReleaseShelf(new ContentCache(_folder.Path, 1 << 24, TimeProvider.System));
        Assert.Equal("it was damaged, and is deleted", Assert.Single(shelf.Load()).Problem);
        Assert.Empty(shelf.All());
    }

    [Fact]
    public void What_is_being_handed_out_leaves_no_room_for_more_than_the_quota()
    {
        var shelf = new ReleaseShelf(new ContentCache(_folder.Path, _bundle.Length + 100, TimeProvider.System));
        shelf.Keep(shelf.Add(_bundle));
        var other = _owner.Release(8, [1, 2, 3], null);
        Assert.Contains(
            "leave no room", Assert.Throws<ReleaseException>(() => shelf.Add(TestBundle.Of(other, [1, 2, 3], null))).Message,
            StringComparison.Ordinal);
    }

    private ReleaseShelf Shelf()
    {
        var shelf = new ReleaseShelf(new ContentCache(_folder.Path, 1 << 24, TimeProvider.System));
        Assert.Empty(shelf.Load());
        return shelf;
    }
}
