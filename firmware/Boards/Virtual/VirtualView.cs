using Stethos.App.Vision;
using Stethos.Drivers.ArduCam;
using Stethos.Drivers.Mlx90640;
using Stethos.Hal;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Spi;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>What a virtual board sees with, under the real drivers.</summary>
internal static class VirtualView
{
    private const int CameraSelect = 1;
    private const int OtherId = 0x7673;
    private const int ThermalMilliHz = 4000;

    /// <summary>A camera above a fixture, showing generated parts or pictures of a file, and a thermal array at a motor.</summary>
    public static VisionParts Make(IClock clock, VisionSettings settings, BoardTrouble trouble)
    {
        var spi = new VirtualSpiBus();
        var i2c = new VirtualI2cBus();
        var specimen = new VirtualArduCamOptions();
        specimen = trouble.HasWrongId("arducam-ov2640") ? specimen with { ProductId = OtherId } : specimen;
        var camera = new VirtualArduCam(clock, Source(settings), specimen);
        var thermal = new VirtualMlx90640(
            clock, Scene(settings), new VirtualMlx90640Options { Seed = settings.Index + 1 });
        spi.Attach(CameraSelect, camera);
        i2c.Attach(ArduCamDriver.SensorAddress, camera.Sensor);
        i2c.Attach(Mlx90640Driver.Address, thermal);
        return new VisionParts(
            new ArduCamCamera(new ArduCamDriver(spi.Open(CameraSelect), i2c.Open(ArduCamDriver.SensorAddress), clock)),
            new Mlx90640Array(new Mlx90640Driver(i2c.Open(Mlx90640Driver.Address)), ThermalMilliHz));
    }

    private static IPictureSource Source(VisionSettings settings) => settings.PicturesPath is { } path
        ? PictureFile.Load(path, ArduCamDriver.LumaWidth, ArduCamDriver.LumaHeight, settings.PeriodMs / 1000.0)
        : settings.Fault is { } fault ? new AwaitedPictures(settings.Parts, fault) : new PartPictureGenerator(settings.Parts);

    private static IThermalScene Scene(VisionSettings settings) => settings.Fault is { } fault
        ? new AwaitedHeat(settings.Thermal, fault)
        : new ThermalSceneGenerator(settings.Thermal);
}
