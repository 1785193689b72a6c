using Stethos.App;
using Stethos.App.Edge;
using Stethos.App.Loading;
using Stethos.App.Vision;
using Stethos.Boards.Virtual;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.ArduCam;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Mlx90640;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;

namespace Stethos.Boards.VirtualApplication;

/// <summary>The real drivers on the parts of the virtual board.</summary>
internal static class Wiring
{
    private const int FastestShaftMilliHz = 100_000;
    private const int ThermalMilliHz = 4000;

    // What a board of the smaller tiers has to spare.
    private const int EdgeArena = 16 * 1024;

    // 1.28 s at 800 Hz.
    private const int SlowWindowLength = 1024;

    /// <summary>Sensor 0: analogue front end; sensor 1: ADXL345.</summary>
    public static ICapture[] MakeCaptures(VirtualBench bench, int slowRateHz)
    {
        var fast = new Adxl1002Capture(
            new Adxl1002Driver(bench.OpenAnalogue(), VirtualBench.FullScaleG), VirtualBench.FullScaleG, Measuring.WindowLength);
        return bench.HasSlowSensor
            ?
            [
                fast,
                new Adxl345Capture(
                    new Adxl345Driver(bench.OpenI2c(VirtualBench.SlowSensorAddress), fullResolution: true),
                    slowRateHz, Adxl345Driver.DefaultRangeG, SlowWindowLength)
            ]
            : [fast];
    }

    /// <summary>A pulse sensor at the shaft; null when there is none.</summary>
    public static ITachometer? MakeTachometer(VirtualBench bench) => bench.OpenPulses() is { } input
        ? new TachometerDriver(input, VirtualBench.PulsesPerTurn, FastestShaftMilliHz)
        : null;

    /// <summary>The board's gauges; the battery's hangs on a bus of its own, since another thread asks it.</summary>
    public static IBoardGauges MakeGauges(VirtualBench bench) => bench.OpenBattery() is { } battery
        ? new Max17048Gauges(new Max17048Driver(battery), bench.Gauges)
        : bench.Gauges;

    /// <summary>The model that scores windows, an update's before the bench's; null when there is none, or none that can.</summary>
    public static IWindowGate? MakeGate(VirtualBench bench, INode node, int sensors) =>
        EdgeStart.Gate(node.Model ?? bench.EdgeModel, node.Settings, node.State, sensors, EdgeArena);

    /// <summary>A camera above a fixture, and a thermal array at a motor.</summary>
    public static VisionParts MakeVision(VirtualBench bench) => new(
        new ArduCamCamera(new ArduCamDriver(bench.OpenCamera(), bench.OpenI2c(VirtualBench.CameraAddress), bench.Clock)),
        new Mlx90640Array(new Mlx90640Driver(bench.OpenI2c(VirtualBench.ThermalAddress)), ThermalMilliHz));
}
