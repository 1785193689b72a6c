using System;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class GatewayKillTests(ITestOutputHelper output)
{
    private const int Kills = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_gateway_killed_again_and_again_loses_and_doubles_nothing_and_scores_every_frame()
    {
        var random = Seed.Random(output);
        using var broker = new LiveBroker();
        using var gateway = new ServedGateway(broker.Address);
        gateway.Start();
        using var boards = new BoardsRun(8, broker.Port);
        for (var kill = 0; kill < Kills; kill++)
        {
            var wanted = gateway.FramesStored + random.Next(1, 60);
            Until.True(() => gateway.FramesStored >= wanted, Patience, $"{wanted} frames, kill {kill}");
            gateway.Program.Kill();
            gateway.Start();
        }

        var account = boards.Stop();
        gateway.Stop();
        output.WriteLine($"{account}");
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        StoreFacts.Read(gateway.DatabaseFile).HoldAll(account.Made);
    }
}
