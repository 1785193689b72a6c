using System;
using System.Linq;
using System.Threading.Tasks;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Gateway.Domain.Vision;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

[Collection(Collections.Faults)]
public sealed class VisionAlertTests(ITestOutputHelper output)
{
    private const string Scratched = "5354000000000001";
    private const string Moved = "5354000000000002";
    private const int Healthy = 300;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    [Fact]
    public async Task A_scratch_a_hot_bearing_and_a_fixture_that_moves_become_owned_alerts()
    {
        await using var rig = new GatewayRig();
        await rig.StartAsync();
        using var boards = new BoardsRun(
            2, rig.Options.BrokerPort, "--vision", "2", "--vision-period-ms", "500", "--fault", "outer", "--vision-fault-on-line");
        Until.True(
            () => HasLearned(rig, Scratched, 2) && HasLearned(rig, Scratched, 3) && HasLearned(rig, Moved, 2), Patience,
            () => Account(rig, "learned backgrounds and references"));
        boards.BeginVisionFault();
        Until.True(() => Has(rig, Moved, "position-drift"), Patience, () => Account(rig, "an alert for the drift"));
        Until.True(() => Has(rig, Scratched, "scratch"), Patience, () => Account(rig, "an alert for the scratch"));
        Until.True(() => Has(rig, Scratched, "hot-spot"), Patience, () => Account(rig, "an alert for the hot bearing"));
        var crop = rig.Gateway.View.GetCrop(Scratched, 2);
        var account = boards.Stop();
        var alerts = rig.Gateway.View.GetAlerts(openOnly: false, limit: 100);
        output.WriteLine(Account(rig, "what was found"));

        Assert.All(alerts, alert => Assert.Equal("maintenance", alert.Owner));
        Assert.Equal(96, crop?.Size);
        Assert.Contains("column", alerts.First(alert => alert.Cause == "scratch").Drivers[0].Feature, StringComparison.Ordinal);
        Assert.Equal("px", alerts.First(alert => alert.Cause == "position-drift").Drivers[0].Unit);
        Assert.Equal(account.Made, rig.Gateway.View.GetStatus().FramesStored);
        Assert.True(rig.Gateway.View.GetVision(Moved, 2)?.Trend[^1].ShiftX > 3, "the drift is on the page");
    }

    [Fact]
    public async Task Healthy_parts_of_four_families_raise_no_alert_of_a_camera()
    {
        await using var rig = new GatewayRig();
        await rig.StartAsync();
        using var boards = new BoardsRun(
            4, rig.Options.BrokerPort, "--vision", "4", "--vision-period-ms", "300", "--fault", "none", "--seed", "77");
        Until.True(
            () => Enumerable.Range(1, 4).Sum(board => Pictures(rig, board)) >= Healthy, Patience, () => Account(rig, "pictures"));
        boards.Stop();
        output.WriteLine($"{Enumerable.Range(1, 4).Sum(board => Pictures(rig, board))} pictures of healthy parts");
        Assert.Empty(rig.Gateway.View.GetAlerts(openOnly: false, limit: 100));
    }

    // The node has its background and reference, and the gateway the first pictures it holds light and heat against.
    private static bool HasLearned(GatewayRig rig, string device, int sensor) =>
        rig.Gateway.View.GetVision(device, sensor) is { } seen && (seen.Quality & VisionFlags.Learning) == 0
        && seen.Trend.Count > new VisionLimits().LearnPictures;

    private static long Pictures(GatewayRig rig, int board) =>
        rig.Gateway.View.GetVision($"535400000000000{board}", 2)?.Picture ?? 0;

    private static bool Has(GatewayRig rig, string device, string cause) =>
        rig.Gateway.View.GetAlerts(openOnly: false, limit: 100).Any(alert => alert.Device == device && alert.Cause == cause);

    private static string Account(GatewayRig rig, string wanted)
    {
        var alerts = rig.Gateway.View.GetAlerts(openOnly: false, limit: 100).Select(alert => $"{alert.Cause} on {alert.NodeName}");
        var crop = rig.Gateway.View.GetCrop(Scratched, 2);
        return $"{wanted}; alerts: {string.Join(", ", alerts)}; newest crop: {crop?.Label} {crop?.Score:F2}\n{rig.Log}";
    }
}
