using System;
using System.Linq;
using Stethos.Protocol;

namespace Stethos.App.Tests.Vision;

/// <summary>From temperatures to frames with hot spots.</summary>
public sealed class ThermalCaptureTests
{
    [Fact]
    public void A_hot_bearing_shows_as_a_hot_spot()
    {
        var world = new VisionWorld(withCamera: false, withThermal: true);
        Array.Fill(world.Thermal.Temperatures, (short)2200);
        world.Thermal.Temperatures[11 * 32 + 20] = 7150;
        world.Thermal.Temperatures[11 * 32 + 21] = 5000;
        world.Thermal.Temperatures[12 * 32 + 19] = 4800;
        world.Thermal.Temperatures[0] = 4699;
        world.Run(2000);
        var frame = world.Pictures(1)[0];
        Assert.Equal((1u, 32, 24, 0), (frame.PictureId, frame.Width, frame.Height, frame.Quality));
        Assert.Equal((2200, 7150), (frame.MinCentiCelsius, frame.MaxCentiCelsius));
        Assert.Equal(1, frame.HotSpotCount);
        Assert.Equal([11, 20, 7150, 3], frame.HotSpots.Take(4).Select(number => (int)number));
        Assert.Equal(255, frame.BlockMeans[5 * 16 + 10]);
        Assert.False(frame.HasChange || frame.HasEdges || frame.HasHistogram || frame.HasShift);
    }

    [Fact]
    public void A_hot_spot_makes_the_camera_keep_a_crop()
    {
        var world = new VisionWorld(withThermal: true);
        world.Camera.Show = _ => CameraCaptureTests.MakeScene();
        Array.Fill(world.Thermal.Temperatures, (short)2200);
        world.Run(21_000);
        Assert.Empty(world.Chunks);
        world.Thermal.Temperatures[100] = 6000;
        world.Run(21_000);
        Assert.Equal(9, world.Chunks.Count);
        Assert.Contains(world.Pictures(1), frame => (frame.Quality & VisionFlags.CropKept) != 0);
        Assert.Equal(1, world.Pictures(2)[^1].HotSpotCount);
    }

    [Fact]
    public void An_array_that_breaks_off_or_never_finishes_is_told_without_temperatures_and_set_up_again()
    {
        var world = new VisionWorld(withCamera: false, withThermal: true);
        world.Thermal.FaultAtRow = 10;
        world.Run(3900);
        Assert.Equal(VisionFlags.BusFault | VisionFlags.RowsLost, world.Pictures(1)[0].Quality);
        Assert.False(world.Pictures(1)[0].HasTemperatures);
        Assert.Equal((true, 0), (world.Pictures(1)[1].HasTemperatures, world.Pictures(1)[1].Quality));
        Assert.Equal(2, world.Thermal.Starts);
        world.Thermal.IsDead = true;
        world.Run(6_000);
        Assert.False(world.Pictures(1)[^1].HasTemperatures);
        world.Thermal.IsDead = false;
        world.Run(6_000);
        Assert.True(world.Pictures(1)[^1].HasTemperatures);
    }

    [Fact]
    public void The_state_describes_camera_and_array_after_the_vibration_sensors()
    {
        var world = new VisionWorld(withThermal: true);
        world.Turn();
        world.Turn();
        var payload = world.Link.Published.First(message => message.Topic.EndsWith("/st", StringComparison.Ordinal)).Payload;
        var state = new StateMessage();
        Assert.Equal(FrameErrorCode.None, state.Read(payload, 0, payload.Length, new MessageReader()));
        Assert.Equal(
            [(0, "fake", 1), (1, "ov2640", 0), (2, "mlx90640", 0)],
            state.Sensors.Take(state.SensorCount).Select(sensor => (sensor.Sensor, sensor.Part, sensor.Axes)));
    }
}
