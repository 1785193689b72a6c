using Stethos.App;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual;

/// <summary>The parts of the virtual board under their real drivers.</summary>
internal static class VirtualParts
{
    private const float FullScaleG = 50;

    // 1.28 s at 800 Hz.
    private const int SlowWindowLength = 1024;

    /// <summary>Sensor 0: analogue front end; sensor 1: ADXL345.</summary>
    public static ICapture[] Make(IClock clock, BoardOptions options, int slowRateHz = Adxl345Driver.DefaultRateHz)
    {
        ISignalSource source = options.Recording is { } recording
            ? new RecordingSource(recording)
            : new MachineGenerator(options.Machine);
        var converter = new VirtualI2sConverter(
            clock, source, new VirtualI2sOptions { Seed = options.Machine.Seed, FullScaleG = FullScaleG });
        var bus = new VirtualI2cBus();
        bus.Attach(
            Adxl345Driver.AddressLow,
            new VirtualAdxl345(clock, source, new VirtualAdxl345Options { Seed = options.Machine.Seed + 1 }));
        return
        [
            new Adxl1002Capture(new Adxl1002Driver(converter, FullScaleG), FullScaleG, VirtualBoard.WindowLength),
            new Adxl345Capture(
                new Adxl345Driver(bus.Open(Adxl345Driver.AddressLow), fullResolution: true),
                slowRateHz, Adxl345Driver.DefaultRangeG, SlowWindowLength)
        ];
    }
}
