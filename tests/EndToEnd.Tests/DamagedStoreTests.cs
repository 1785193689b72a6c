using System;
using System.IO;
using System.Linq;
using System.Net;
using System.Threading.Tasks;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Gateway.Domain.View;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class DamagedStoreTests(ITestOutputHelper output)
{
    private const int Nodes = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(25);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_damaged_store_is_kept_aside_and_no_node_misses_what_it_held(bool isBrokerOfItsOwn)
    {
        using var broker = isBrokerOfItsOwn ? null : new LiveBroker();
        await using var rig = new GatewayRig(broker?.Address);
        await rig.StartAsync();
        using var boards = new BoardsRun(Nodes, broker?.Port ?? rig.Options.BrokerPort);
        Until.True(() => rig.Gateway.View.GetStatus().FramesStored >= 30, Patience, () => "30 frames\n" + rig.Log);
        await rig.StopAsync();
        var before = StoreFacts.Read(rig.Options.DatabaseFile);
        var damaged = Damage(rig.Options.DatabaseFile);

        await rig.StartAsync();
        Until.True(
            () => rig.Gateway.View.GetNodes().Count(
                node => node is { State: NodeState.Online, FramesStored: > 2, FramesMissing: 0 }) == Nodes,
            Patience, () => "all nodes here, none with missing frames\n" + string.Join('\n', rig.Gateway.View.GetNodes()) + rig.Log);
        TellsPeople(rig);
        var account = boards.Stop();
        var missing = rig.Gateway.View.GetStatus().FramesMissing;
        await rig.StopAsync();

        var aside = Assert.Single(Directory.GetFiles(rig.Options.DataFolder, "stethos.db.damaged-*"), IsDatabase);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(aside));
        var after = StoreFacts.Read(rig.Options.DatabaseFile);
        output.WriteLine($"{account}; {before.Stored} in the damaged store, {after.Stored} in the new one");
        Assert.Equal((0, 0, 0), (missing, after.Missing, after.Doubled));

        // A frame whose acknowledgement was lost with the old gateway is in both; every one is in at least one.
        Assert.Equal(account.Made, before.Ids.Union(after.Ids).LongCount());
    }

    private static void TellsPeople(GatewayRig rig)
    {
        using var client = new StatusClient(rig.Options.PagePort);
        var (code, text) = client.Get("/healthz");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Contains("damaged", text, StringComparison.Ordinal);
        Assert.Contains("stethos.db.damaged-", rig.Gateway.View.GetStatus().Problem, StringComparison.Ordinal);
        Assert.Contains("damaged", rig.Log, StringComparison.Ordinal);
    }

    // A page in the middle of the file and its neighbours, as a failing card leaves them.
    private static byte[] Damage(string file)
    {
        using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write))
        {
            stream.Seek(4096, SeekOrigin.Begin);
            stream.Write(Enumerable.Repeat((byte)0xA5, 3 * 4096).ToArray());
        }

        return File.ReadAllBytes(file);
    }

    private static bool IsDatabase(string file) =>
        !file.EndsWith("-wal", StringComparison.Ordinal) && !file.EndsWith("-shm", StringComparison.Ordinal);
}
