using System;
using Stethos.Hal.Virtual.Files;
using Stethos.Releases.KeySets;
using Stethos.Testing.Releases;
using Stethos.Update.Trust;

namespace Stethos.Update.Tests.Trust;

public sealed class KeySetIntakeTests : IDisposable
{
    private static readonly string[] All = ["root1", "root2", "root3", "app", "model"];

    private readonly TestOwner _owner = new();
    private readonly PowerCutFileStore _files = new(1);
    private readonly KeySetStore _store;

    public KeySetIntakeTests()
    {
        _store = new KeySetStore(_files);
        _store.Load();
        _store.Save(_owner.First.Keys);
    }

    public void Dispose() => _owner.Dispose();

    [Fact]
    public void The_next_key_set_is_taken_in_small_steps_and_kept()
    {
        var (reason, steps) = Take(_owner.KeySet(2, All));
        Assert.Equal(UpdateReasonCode.None, reason);
        Assert.Equal(2, _store.Load()!.Version);

        // Two signatures, each verified for the old set and for the new one: 67 chains and the tree each.
        Assert.Equal(4 * 68, steps);
        Assert.Equal(UpdateReasonCode.None, Take(_owner.KeySet(3, All)).Reason);
        Assert.Equal(3, _store.Load()!.Version);
    }

    [Fact]
    public void What_may_not_follow_is_not_kept()
    {
        foreach (var (keys, reason) in ((KeySetFile, UpdateReasonCode)[])
            [
                (_owner.KeySet(3, All), UpdateReasonCode.KeySetOrder),
                (_owner.KeySet(2, 0, ["root1"], All), UpdateReasonCode.KeySetThreshold),
                (_owner.KeySet(2, 0, ["root1", "app"], All), UpdateReasonCode.KeyUnknown)
            ])
        {
            Assert.Equal(reason, Take(keys).Reason);
            Assert.Equal(1, _store.Load()!.Version);
        }

        var spoilt = (byte[])_owner.KeySet(2, All).Content.Clone();
        spoilt[^1] ^= 1;
        Assert.Equal(UpdateReasonCode.SignatureWrong, Take(spoilt).Reason);
        Assert.Equal(UpdateReasonCode.BundleMalformed, Take(spoilt[..^1]).Reason);
        Assert.Equal(1, _store.Load()!.Version);
        Assert.Equal(UpdateReasonCode.None, Take(_owner.KeySet(2, All)).Reason);
    }

    private (UpdateReasonCode Reason, int Steps) Take(KeySetFile keys) => Take(keys.Content);

    private (UpdateReasonCode Reason, int Steps) Take(byte[] content)
    {
        var intake = new KeySetIntake(_store.Load()!, _store);
        var steps = 0;
        for (var isUnderWay = intake.Begin(content, 0, content.Length); isUnderWay; isUnderWay = intake.Step())
        {
            steps++;
        }

        Assert.False(intake.Step());
        return (intake.Reason, steps);
    }
}
