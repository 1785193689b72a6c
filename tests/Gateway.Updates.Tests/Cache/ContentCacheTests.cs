using System;
using System.IO;
using System.Linq;
using Stethos.Gateway.Updates.Cache;
using Stethos.Testing;

namespace Stethos.Gateway.Updates.Tests.Cache;

public sealed class ContentCacheTests : IDisposable
{
    private const int Quota = 10_000;
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_put_is_there_also_after_a_restart_and_under_its_own_name()
    {
        var content = Content(1, 5000);
        var key = Open().Put(content);
        Assert.Equal(ContentCache.KeyOf(content), key);
        Assert.Equal(content, Open().Get(key!));
        Assert.Equal(key, Open().Put(content));
        Assert.Equal(5000, Open().Bytes);
        Assert.Null(Open().Get(ContentCache.KeyOf([1])));
        Assert.Null(Open().Get("../" + key));
    }

    [Fact]
    public void A_flipped_byte_anywhere_is_found_and_the_content_is_gone_until_it_comes_again()
    {
        var content = Content(2, 300);
        for (var at = 0; at < content.Length; at++)
        {
            var cache = Open();
            var key = cache.Put(content)!;
            var damaged = (byte[])content.Clone();
            damaged[at] ^= 1;
            File.WriteAllBytes(PathOf(key), damaged);
            Assert.Null(cache.Get(key));
            Assert.False(File.Exists(PathOf(key)));
            Assert.Equal((1, 0L), (cache.Damaged, cache.Bytes));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(299)]
    [InlineData(301)]
    public void A_shortened_lengthened_or_vanished_file_is_not_served_and_can_be_put_again(int length)
    {
        var content = Content(3, 300);
        var cache = Open();
        var key = cache.Put(content)!;
        File.WriteAllBytes(PathOf(key), [.. content.Concat(new byte[1]).Take(length)]);
        Assert.Equal(key, cache.Put(content));
        Assert.Equal(content, cache.Get(key));
        Assert.Equal(1, cache.Damaged);
        File.Delete(PathOf(key));
        Assert.Null(cache.Get(key));
        Assert.Equal(key, cache.Put(content));
    }

    [Fact]
    public void What_was_used_least_of_late_makes_room_but_nothing_pinned()
    {
        var cache = Open();
        var keys = Enumerable.Range(0, 4).Select(i => Put(cache, 10 + i, 2_500)).ToArray();
        cache.Pin(keys[1], "wave 1");
        cache.Pin(keys[1], "rollback");
        Tick(() => cache.Get(keys[0]));

        // A restart keeps the order of use; pins come again from those who need them.
        cache = Open();
        cache.Pin(keys[1], "wave 1");
        cache.Pin(keys[1], "rollback");
        cache.Unpin(keys[1], "wave 1");
        Put(cache, 20, 5_000);
        Assert.Equal([true, true, false, false], keys.Select(key => cache.Get(key) is not null));
        Assert.InRange(cache.Bytes, 1, Quota);
        Assert.Null(cache.Put(Content(30, 7_501)));
        Assert.NotNull(cache.Get(keys[0]));
        cache.Unpin(keys[1], "rollback");
        Assert.NotNull(cache.Put(Content(30, 7_501)));
        Assert.Null(cache.Put(Content(31, Quota + 1)));
    }

    [Fact]
    public void What_a_cut_left_unfinished_is_deleted_and_foreign_files_are_left_alone()
    {
        File.WriteAllBytes(PathOf("0123.part"), [1]);
        File.WriteAllBytes(PathOf("README"), [1]);
        Assert.Equal(0, Open().Bytes);
        Assert.False(File.Exists(PathOf("0123.part")));
        Assert.True(File.Exists(PathOf("README")));
    }

    private static byte[] Content(int seed, int length)
    {
        var content = new byte[length];
        new Random(seed).NextBytes(content);
        return content;
    }

    private ContentCache Open() => new(_folder.Path, Quota, _time);

    private string PathOf(string name) => Path.Combine(_folder.Path, name);

    private string Put(ContentCache cache, int seed, int length)
    {
        string? key = null;
        Tick(() => key = cache.Put(Content(seed, length)));
        return key!;
    }

    private void Tick(Action act)
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        act();
    }
}
