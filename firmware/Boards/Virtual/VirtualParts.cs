using Stethos.App;
using Stethos.Drivers.Adxl1002;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;

namespace Stethos.Boards.Virtual;

/// <summary>The parts of the virtual board under their real drivers.</summary>
internal static class VirtualParts
{
    private const float FullScaleG = 50;

    /// <summary>Sensor 0: analogue front end; sensor 1: ADXL345.</summary>
    public static ICapture[] Make(IClock clock, BoardOptions options)
    {
        ISignalSource source = options.Recording is { } recording
            ? new RecordingSource(recording)
            : new MachineGenerator(options.Machine);
        var converter = new VirtualI2sConverter(
            clock, source, new VirtualI2sOptions { Seed = options.Machine.Seed, FullScaleG = FullScaleG });
        return [new Adxl1002Capture(new Adxl1002Driver(converter, FullScaleG), FullScaleG, VirtualBoard.WindowLength)];
    }
}
