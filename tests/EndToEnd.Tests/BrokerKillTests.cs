using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
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
    public void Boards_whose_broker_is_gone_stop_soon_and_come_back_as_they_were()
    {
        using var folder = new TemporaryFolder();
        var broker = new LiveBroker();
        using (var boards = new BoardsRun(2, broker.Port, "--flash", folder.Of("flash")))
        {
            Until.True(() => Directory.Exists(folder.Of("flash")) && Directory.EnumerateFiles(
                folder.Of("flash"), "*", SearchOption.AllDirectories).Count() > 10, Patience, "the boards' flash");
            broker.Dispose();
            var clock = Stopwatch.StartNew();
            boards.Stop();
            output.WriteLine($"stopped after {clock.Elapsed.TotalSeconds:F1} s");
            Assert.DoesNotContain(boards.Program.Errors, line => line.Length > 0);
        }

        using var next = new LiveBroker();
        using var gateway = new ServedGateway(next.Address);
        gateway.Start();
        using var again = new BoardsRun(2, next.Port, "--flash", folder.Of("flash"), "--signs");
        Until.True(() => gateway.FramesStored > 0, Patience, "frames of the boards");
        Until.True(() => again.Program.Output.Count(line => line.Contains("lamp=Streaming", StringComparison.Ordinal)) >= 2, Patience,
            () => again.Program.OutputText);
        Assert.Equal(0, again.Stop().Waiting);
    }

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
