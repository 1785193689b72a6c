using System;
using System.Linq;
using System.Threading.Tasks;
using Stethos.EndToEnd.Tests.Kit;
using Stethos.Gateway.Domain.View;
using Stethos.Gateway.Host.Serving;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.EndToEnd.Tests;

/// <summary>From a virtual camera and a virtual thermal array through the real drivers and broker to a verdict on a crop.</summary>
[Collection(Collections.People)]
public sealed class VisionTests(ITestOutputHelper output)
{
    private const string Device = "5354000000000001";
    private const int Camera = 2;
    private const int Thermal = 3;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Pictures_stream_and_what_changed_is_cut_out_and_sent_to_be_judged()
    {
        await using var rig = new GatewayRig();
        await rig.StartAsync();
        using var boards = new BoardsRun(
            1, rig.Options.BrokerPort, "--vision", "1", "--vision-period-ms", "700", "--fault", "outer", "--vision-fault-on-line");
        var view = rig.Gateway.View;
        Until.True(() => HasLearned(view, Camera) && HasLearned(view, Thermal), Patience, () => "a learned background\n" + rig.Log);
        boards.BeginVisionFault();
        Until.True(() => view.GetVision(Device, Camera) is { Regions.Count: > 0 }, Patience, () => "a change\n" + rig.Log);
        Until.True(
            () => view.GetVision(Device, Thermal) is { HotSpots.Count: > 0 }, Patience, () => "a hot bearing\n" + rig.Log);

        // Without the sample model, crops come all the same.
        var hasModel = rig.Options.VisionModelFile is not null;
        Until.True(
            () => view.GetCrop(Device, Camera) is { } seen && (seen.Score is not null || !hasModel), Patience,
            () => "a crop, judged where there is a model\n" + rig.Log);

        CheckDescription(rig, view.GetDescription(Device)!);
        var account = boards.Stop();
        var status = view.GetStatus();
        var picture = view.GetVision(Device, Camera)!;
        var heat = view.GetVision(Device, Thermal)!;
        var crop = view.GetCrop(Device, Camera)!;
        await rig.StopAsync();
        output.WriteLine($"{account}; {status.FramesStored} stored; picture {picture.Picture}, light {picture.Light:F0}");
        output.WriteLine($"crop of picture {crop.Picture} at {crop.Column}, {crop.Row}: {crop.Label} {crop.Score:F2}");
        output.WriteLine($"mean {heat.MeanCelsius:F1} C, hottest {heat.HotSpots[0]}");

        Assert.Equal((160, 120, 192), (picture.Width, picture.Height, picture.Blocks.Count));
        Assert.Equal((32, 24), (heat.Width, heat.Height));
        Assert.InRange(heat.MeanCelsius!.Value, 20, 45);
        Assert.Equal((96, 96 * 96), (crop.Size, crop.Pixels.Length));
        Assert.True(crop.Pixels.Distinct().Count() > 8);
        Assert.Equal((0, 0), (account.Waiting, account.Dropped));
        Assert.Equal((account.Made, 0, 0), (status.FramesStored, status.FramesMissing, status.FramesMalformed));
    }

    // The registry knows from the node alone what it is, and nothing it sends contradicts it.
    private static void CheckDescription(GatewayRig rig, DescriptionView description)
    {
        Assert.Equal(("virtual-rev-a", 4), (description.Board, description.Sensors.Count));
        Assert.Equal(["adxl1002", "adxl345", "arducam-ov2640", "mlx90640"], description.Sensors.Select(sensor => sensor.Part));
        Assert.Contains(new QuantityView("acceleration", "[g]", -50, 50), description.Sensors[0].Measures);
        Assert.Contains(new QuantityView("velocityRms", "mm/s", null, null), description.Sensors[0].Telemetry);
        Assert.Contains(new QuantityView("temperature", "Cel", -40, 300), description.Sensors[Thermal].Measures);
        Assert.Contains(description.Commands, command => command.Name == "sendCrop");
        Assert.Equal(["tachometer", "max17048"], description.Gauges.Select(gauge => gauge.Part));
        Assert.Contains(new QuantityView("charge", "%", 0, 100), description.Gauges[1].Measures);
        Assert.Empty(rig.Gateway.View.GetNode(Device)!.Contradictions);
    }

    // The node flags its pictures as long as its background is being learned.
    private static bool HasLearned(ISiteView view, int sensor) =>
        view.GetVision(Device, sensor) is { } seen && (seen.Quality & VisionFlags.Learning) == 0;
}
