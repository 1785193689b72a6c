using System;
using System.Diagnostics;
using System.Globalization;
using System.Threading.Tasks;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class BrokerKillTests(ITestOutputHelper output)
{
    private const int Kills = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task A_broker_killed_again_and_again_loses_and_doubles_nothing()
    {
        var random = Seed.Random(output);
        await using var rig = new GatewayRig();
        await rig.StartAsync();
        using var boards = new BoardsRun(8, rig.Options.BrokerPort);
        for (var kill = 0; kill < Kills; kill++)
        {
            // A number of frames, not a time: the kill hits a broker with traffic, sometimes amid the backlog of the last one.
            var wanted = rig.Gateway.View.GetStatus().FramesStored + random.Next(1, 40);
            Until.True(
                () => rig.Gateway.View.GetStatus().FramesStored >= wanted, Patience, () => $"{wanted} frames, kill {kill}\n{rig.Log}");
            using (var broker = Process.GetProcessById(rig.Gateway.BrokerProcessId))
            {
                broker.Kill();
            }

            Until.True(
                () => rig.Gateway.View.GetStatus().BrokerRestarts > kill, Patience, () => $"restart {kill + 1}\n{rig.Log}");
        }

        var account = boards.Stop();
        var status = rig.Gateway.View.GetStatus();
        await rig.StopAsync();
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{account}, {status.FramesStored} stored, {status.FramesDuplicate} received again"));
        output.WriteLine(rig.Log);
        Assert.Equal(Kills, status.BrokerRestarts);
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        Assert.Equal((account.Made, 0, 0), (status.FramesStored, status.FramesMissing, status.FramesMalformed));
        StoreFacts.Read(rig.Options.DatabaseFile).HoldAll(account.Made);
    }
}
