using Stethos.App.Vision;
using Stethos.Drivers.ArduCam;
using Stethos.Hal;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Spi;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>What a virtual board sees with, under the real drivers.</summary>
internal static class VirtualView
{
    private const int CameraSelect = 1;

    /// <summary>A camera above a fixture, showing generated parts or pictures of a file.</summary>
    public static VisionParts Make(IClock clock, VisionSettings settings)
    {
        var spi = new VirtualSpiBus();
        var i2c = new VirtualI2cBus();
        var part = new VirtualArduCam(clock, Source(settings), new VirtualArduCamOptions());
        spi.Attach(CameraSelect, part);
        i2c.Attach(ArduCamDriver.SensorAddress, part.Sensor);
        var driver = new ArduCamDriver(spi.Open(CameraSelect), i2c.Open(ArduCamDriver.SensorAddress), clock);
        return new VisionParts(new ArduCamCamera(driver), null);
    }

    private static IPictureSource Source(VisionSettings settings) => settings.PicturesPath is { } path
        ? PictureFile.Load(path, ArduCamDriver.LumaWidth, ArduCamDriver.LumaHeight, settings.PeriodMs / 1000.0)
        : new PartPictureGenerator(settings.Parts);
}
