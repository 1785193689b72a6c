using Stethos.App;
using Stethos.App.Supervision;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;

namespace Stethos.Boards.Virtual;

/// <summary>The parts of the virtual board under their real drivers.</summary>
internal static class VirtualParts
{
    private const float FullScaleG = 50;
    private const int FastestShaftMilliHz = 100_000;

    // Another part's, whichever is asked.
    private const byte OtherId = 0x33;

    private const double FullestPercent = 93;
    private const int CellsThatDiffer = 9;
    private const int PercentApart = 5;

    // 1.28 s at 800 Hz.
    private const int SlowWindowLength = 1024;

    /// <summary>Sensor 0: analogue front end; sensor 1: ADXL345.</summary>
    public static ICapture[] Make(IClock clock, BoardOptions options, int slowRateHz = Adxl345Driver.DefaultRateHz)
    {
        ISignalSource source = options.Recording is { } recording
            ? new RecordingSource(recording)
            : new MachineGenerator(options.Machine);
        var slow = new VirtualAdxl345Options { Seed = options.Machine.Seed + 1 };
        var converter = new VirtualI2sConverter(
            clock, source, new VirtualI2sOptions { Seed = options.Machine.Seed, FullScaleG = FullScaleG });
        var bus = new VirtualI2cBus();
        bus.Attach(
            Adxl345Driver.AddressLow,
            new VirtualAdxl345(clock, source, options.Trouble.HasWrongId("adxl345") ? slow with { DeviceId = OtherId } : slow));
        return
        [
            new Adxl1002Capture(new Adxl1002Driver(converter, FullScaleG), FullScaleG, VirtualBoard.WindowLength),
            new Adxl345Capture(
                new Adxl345Driver(bus.Open(Adxl345Driver.AddressLow), fullResolution: true),
                slowRateHz, Adxl345Driver.DefaultRangeG, SlowWindowLength)
        ];
    }

    /// <summary>A pulse sensor at the shaft; null when there is none. It is started.</summary>
    public static ITachometer? MakeTachometer(IClock clock, BoardOptions options, ErrorCounters errors)
    {
        if (!options.HasTachometer || options.Recording is not null)
        {
            return null;
        }

        var input = new VirtualPulseInput(
            clock, new MachineGenerator(options.Machine), new VirtualPulseOptions { Seed = options.Machine.Seed + 2 });
        var tachometer = new TachometerDriver(input, new VirtualPulseOptions().PulsesPerTurn, FastestShaftMilliHz);
        if (tachometer.Start() == BusStatusCode.Ok)
        {
            return tachometer;
        }

        errors.Count(NodeErrorCode.PartFault);
        return null;
    }

    /// <summary>The board's gauges; the battery's hangs on a bus of its own, since another thread asks it.</summary>
    public static IBoardGauges MakeGauges(IClock clock, BoardOptions options)
    {
        var others = new VirtualGauges(clock, options.Index, hasBattery: false);
        if (!options.HasBattery)
        {
            return others;
        }

        var cell = new VirtualMax17048Options { Percent = FullestPercent - options.Index % CellsThatDiffer * PercentApart };
        var bus = new VirtualI2cBus();
        bus.Attach(
            Max17048Driver.Address,
            new VirtualMax17048(clock, options.Trouble.HasWrongId("max17048") ? cell with { Version = OtherId << 8 } : cell));
        return new Max17048Gauges(new Max17048Driver(bus.Open(Max17048Driver.Address)), others);
    }
}
