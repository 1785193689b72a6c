using System;
using System.Threading.Tasks;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class FaultyNetworkTests(ITestOutputHelper output)
{
    private const int Breaks = 40;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(40);

    [Fact]
    public async Task A_network_that_cuts_delays_and_stalls_loses_and_doubles_nothing()
    {
        var random = Seed.Random(output);
        await using var rig = new GatewayRig();
        await rig.StartAsync();
        using var network = new FaultyProxy(rig.Options.BrokerPort, random);
        using var boards = new BoardsRun(8, network.Port);
        Until.True(() => network.Broken >= Breaks, Patience, () => $"{Breaks} broken connections, not {network.Broken}\n{rig.Log}");
        network.Heal();

        var account = boards.Stop();
        var status = rig.Gateway.View.GetStatus();
        await rig.StopAsync();
        output.WriteLine($"{network.Broken} breaks; {account}; {status.FramesStored} stored, {status.FramesDuplicate} received again");
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        Assert.Equal((account.Made, 0, 0), (status.FramesStored, status.FramesMissing, status.FramesMalformed));
        StoreFacts.Read(rig.Options.DatabaseFile).HoldAll(account.Made);
    }
}
