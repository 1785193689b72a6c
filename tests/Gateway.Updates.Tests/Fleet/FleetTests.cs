using System;
using System.Linq;
using Stethos.Gateway.Updates.Sessions;
using Stethos.UpdateFleet;
using Xunit.Abstractions;

namespace Stethos.Gateway.Updates.Tests.Fleet;

/// <summary>200 nodes, one 200 KB image of bytes that cannot be packed, every message lost to each node with its own dice.</summary>
public sealed class FleetTests(ITestOutputHelper output)
{
    private const int Seed = 20261121;
    private const int Nodes = 200;
    private const int Size = 200 * 1024;
    private static readonly HandOutOptions Coded = new(Seed: Seed);
    private static readonly HandOutOptions Plain = new(IsRepairing: false, Seed: Seed);
    private static readonly HandOutOptions Alone = new(IsBroadcasting: false, Seed: Seed);

    [Theory]
    [InlineData(Seed)]
    [InlineData(1)]
    [InlineData(3)]
    public void With_repair_symbols_200_nodes_at_20_percent_loss_take_at_most_1_6_images_of_air(int seed) =>
        Assert.InRange(Air(Run("repair symbols", 0.20, Coded with { Seed = seed }, seed)), 1.0, 1.6);

    [Fact]
    public void With_repair_symbols_200_nodes_at_2_percent_loss_take_at_most_1_3_images_of_air() =>
        Assert.InRange(Air(Run("repair symbols", 0.02, Coded)), 1.0, 1.3);

    [Theory]
    [InlineData(0.02, 1.8, 2.6)]
    [InlineData(0.20, 3.5, 5.5)]
    public void Without_them_the_union_of_what_is_missing_takes_two_to_five_images(double loss, double least, double most) =>
        Assert.InRange(Air(Run("union of what is missing", loss, Plain)), least, most);

    private static double Air(FleetRun run) => run.InImages(run.ImageBytes);

    private FleetRun Run(string name, double loss, HandOutOptions handOut, int seed = Seed)
    {
        var image = FleetImage.OfRandomBytes(seed, Size);
        var run = new FleetRun(image, new FleetOptions(Nodes, loss, seed, handOut));
        Assert.True(run.Run(TimeSpan.FromHours(6)));
        Assert.All(run.Nodes, node => Assert.Equal(image.Bytes[0].Length, node.ContentOf(0).Length));
        Assert.True(run.Nodes.Take(20).All(node => node.ContentOf(0).AsSpan().SequenceEqual(image.Bytes[0])));
        Assert.All(run.Nodes, node => Assert.Equal(200, node.ChunksWritten));
        output.WriteLine(
            $"seed {seed}, {Nodes} nodes, {loss:P0} loss, {name}: image {Of(run.ImageBytes)}, bundle {Of(run.BundleBytes)}, commands "
            + $"{Of(run.OfferedBytes)}, statuses {Of(run.BytesUp)} ({run.MessagesToAll} messages to all, {run.MessagesAlone} alone), "
            + $"{run.ElapsedMs / 1000} s");
        return run;

        string Of(long bytes) => $"{run.InImages(bytes):F2}";
    }
}
