using System;
using Stethos.Hal;
using Stethos.Hal.Virtual.Files;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;
using Xunit.Abstractions;

namespace Stethos.Update.Tests.Trust;

public sealed class KeySetStoreTests : IDisposable
{
    private static readonly string[] All = ["root1", "root2", "root3", "app", "model"];

    private readonly ITestOutputHelper _output;
    private readonly TestOwner _owner = new();

    public KeySetStoreTests(ITestOutputHelper output)
    {
        _output = output;
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void A_node_without_a_key_set_says_so()
    {
        Assert.Null(new KeySetStore(new PowerCutFileStore(1)).Load());
    }

    [Fact]
    public void Wherever_the_power_goes_the_old_or_the_new_key_set_is_there_and_the_new_one_can_be_kept_then()
    {
        var second = _owner.KeySet(2, All).Keys;
        var third = _owner.KeySet(3, All).Keys;
        var cases = 0;
        foreach (var pattern in Enum.GetValues<TearPattern>())
        {
            for (var operation = 0; operation < 8; operation++)
            {
                var files = new PowerCutFileStore(operation);
                Kept(files, _owner.First.Keys);
                Kept(files, second);
                files.CutAt(files.OperationCount + operation, pattern);
                try
                {
                    Kept(files, third);
                }
                catch (PowerCutException)
                {
                    cases++;
                }

                files.PowerOn();
                Assert.InRange(new KeySetStore(files).Load()!.Version, 2, 3);
                Kept(files, third);
                Assert.Equal(3, new KeySetStore(files).Load()!.Version);
            }
        }

        _output.WriteLine($"{cases} cuts");
        Assert.True(cases >= 3 * Enum.GetValues<TearPattern>().Length);
    }

    [Fact]
    public void A_damaged_newest_key_set_gives_way_to_the_one_before()
    {
        var files = new PowerCutFileStore(1);
        Kept(files, _owner.First.Keys);
        Kept(files, _owner.KeySet(2, All).Keys);
        var store = new KeySetStore(files);
        Assert.Equal(2, store.Load()!.Version);
        files.Rot(KeySetStore.SecondFile, 77);
        Assert.Equal(1, store.Load()!.Version);
    }

    private static void Kept(IFileStore files, KeySet keys)
    {
        var store = new KeySetStore(files);
        store.Load();
        Assert.Equal(FileStatusCode.Ok, store.Save(keys));
    }
}
