using System;
using System.Globalization;
using System.Net;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class FullDiskTests(ITestOutputHelper output)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void A_disk_without_room_acknowledges_nothing_and_the_gateway_goes_on_when_there_is_room()
    {
        using var broker = new LiveBroker();

        using var gateway = new ServedGateway(broker.Address, "/bin/bash", "-c", "trap '' XFSZ; exec \"$0\" \"$@\"");
        gateway.Start();
        using var boards = new BoardsRun(8, broker.Port);
        Until.True(() => gateway.FramesStored > 0, Patience, "frames");

        // Files may not grow beyond 300 kB: from there on the commit's own write fails, as on a full disk.
        LimitFiles(gateway, "300000");
        Until.True(
            () => gateway.Get("/healthz") is { Code: HttpStatusCode.ServiceUnavailable } health
                && health.Text.Contains("store", StringComparison.OrdinalIgnoreCase),
            Patience, () => "/healthz tells that the store refuses\n" + gateway.Program.ErrorText);
        output.WriteLine(gateway.Get("/healthz").Text);

        LimitFiles(gateway, "unlimited");
        Until.True(
            () => gateway.Get("/healthz").Code == HttpStatusCode.OK, Patience,
            () => "/healthz says all is well again\n" + gateway.Program.ErrorText);

        var account = boards.Stop();
        gateway.Stop();
        output.WriteLine($"{account}");
        output.WriteLine(gateway.Program.ErrorText);
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        StoreFacts.Read(gateway.DatabaseFile).HoldAll(account.Made);
    }

    private static void LimitFiles(ServedGateway gateway, string bytes)
    {
        var id = gateway.Program.Id.ToString(CultureInfo.InvariantCulture);
        using var limit = RunningProgram.Start("prlimit", "--pid", id, $"--fsize={bytes}:unlimited");
        Assert.True(limit.WaitForExit(Patience) == 0, limit.ErrorText);
    }
}
