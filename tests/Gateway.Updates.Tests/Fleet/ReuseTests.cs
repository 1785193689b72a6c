using System;
using System.Linq;
using Stethos.Gateway.Updates.Sessions;
using Stethos.UpdateFleet;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>Nodes take from their active slots what the new release has in common with it.</summary>
public sealed class ReuseTests(ITestOutputHelper output)
{
    private const int Seed = 31;
    private const int Chunks = 60;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Chunks_that_the_active_slot_holds_are_not_sent(bool isToAll)
    {
        var old = FleetImage.OfRandomBytes(Seed, Chunks * 1024);
        var bytes = (byte[])old.Bytes[0].Clone();
        foreach (var chunk in (int[])[7, 30, 59])
        {
            bytes[chunk * 1024 + 5] ^= 1;
        }

        // Moved to another place a chunk is still the same; the salt of a release is always another.
        old.Bytes[0].AsSpan(0, 1024).CopyTo(bytes.AsSpan(20 * 1024));
        var run = Complete(old, new FleetImage(Seed + 1, bytes), isToAll);
        Assert.All(run.Nodes, node => Assert.Equal(3, node.ChunksWritten));
        Assert.InRange(run.InImages(run.ImageBytes), 0.05, isToAll ? 0.06 : 0.6);
    }

    [Fact]
    public void A_release_with_another_model_leaves_the_application_out()
    {
        var old = Of(Seed, Seed + 1);
        var run = Complete(old, Of(Seed, Seed + 2), isToAll: true);
        Assert.All(run.Nodes, node => Assert.Equal(8, node.ChunksWritten));
    }

    private static FleetImage Of(int applicationSeed, int modelSeed)
    {
        var application = new byte[Chunks * 1024];
        new Random(applicationSeed).NextBytes(application);
        var model = new byte[8 * 1024];
        new Random(modelSeed).NextBytes(model);
        return new FleetImage(modelSeed, application, model);
    }

    private FleetRun Complete(FleetImage old, FleetImage image, bool isToAll)
    {
        var options = new FleetOptions(10, 0, Seed, new HandOutOptions(IsBroadcasting: isToAll, Seed: Seed), Running: old);
        var run = new FleetRun(image, options);
        Assert.True(run.Run(TimeSpan.FromHours(1)));
        Assert.All(run.Nodes, node => Assert.True(
            Enumerable.Range(0, image.Bytes.Length).All(i => node.ContentOf(i).AsSpan().SequenceEqual(image.Bytes[i]))));
        output.WriteLine($"seed {Seed}: {run.InImages(run.ImageBytes):F3} x image, {run.MessagesToAll} to all, {run.MessagesAlone} alone");
        return run;
    }
}
