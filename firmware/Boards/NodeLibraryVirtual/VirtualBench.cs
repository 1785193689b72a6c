using System;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Recordings;
using Stethos.Hal.Virtual.Signals;
using Stethos.Hal.Virtual.Spi;
using Stethos.Hal.Virtual.Vision;

namespace Stethos.Boards.Virtual;

/// <summary>The parts of a virtual board in one boot, on their buses, as an application's drivers find them.</summary>
public sealed class VirtualBench
{
    /// <summary>The analogue front end's full scale.</summary>
    public const float FullScaleG = 50;

    /// <summary>The slow accelerometer on I2C.</summary>
    public const int SlowSensorAddress = 0x53;

    /// <summary>The camera's sensor on I2C.</summary>
    public const int CameraAddress = 0x30;

    /// <summary>The thermal array on I2C.</summary>
    public const int ThermalAddress = 0x33;

    private const int BatteryAddress = 0x36;
    private const int CameraSelect = 1;
    private const int PictureWidth = 160;
    private const int PictureHeight = 120;

    // Another part's, whichever is asked.
    private const byte OtherId = 0x33;
    private const int OtherCamera = 0x7673;
    private const int EepromWords = 832;
    private const double FullestPercent = 93;
    private const int CellsThatDiffer = 9;
    private const int PercentApart = 5;
    private readonly BoardOptions _options;
    private readonly ISignalSource _source;
    private readonly VirtualI2cBus _bus = new();
    private readonly VirtualSpiBus _spi = new();

    internal VirtualBench(IClock clock, BoardOptions options)
    {
        Clock = clock;
        _options = options;
        _source = options.Recording is { } recording ? new RecordingSource(recording) : new MachineGenerator(options.Machine);
        var slow = new VirtualAdxl345Options { Seed = options.Machine.Seed + 1 };
        slow = options.Trouble.HasWrongId("adxl345") ? slow with { DeviceId = OtherId } : slow;
        Attach(_bus, "adxl345", SlowSensorAddress, new VirtualAdxl345(clock, _source, slow));
        if (options.Vision is { } view)
        {
            AttachView(view);
        }
    }

    /// <summary>Turns of the shaft are told by this many pulses.</summary>
    public static int PulsesPerTurn => new VirtualPulseOptions().PulsesPerTurn;

    public IClock Clock { get; }

    /// <summary>There is a second, slow accelerometer.</summary>
    public bool HasSlowSensor => _options.HasSlowSensor;

    /// <summary>There are a camera and a thermal array.</summary>
    public bool HasCamera => _options.Vision is not null;

    /// <summary>Blob of the model that scores windows, on the board's store; null = none.</summary>
    public byte[]? EdgeModel => _options.EdgeModel;

    /// <summary>What the board tells of itself, but for its battery.</summary>
    public IBoardGauges Gauges => new VirtualGauges(Clock, _options.Index, hasBattery: false);

    /// <summary>The analogue front end's converter.</summary>
    public ISampleStream OpenAnalogue()
    {
        var converter = new VirtualI2sConverter(
            Clock, _source, new VirtualI2sOptions { Seed = _options.Machine.Seed, FullScaleG = FullScaleG });
        return _options.Trouble.IsSilent("adxl1002") ? new SilentStream(converter.SampleRateHz) : converter;
    }

    /// <summary>A part on I2C; nobody need be there.</summary>
    public II2cBus OpenI2c(int address) => _bus.Open(address);

    /// <summary>The camera's memory on SPI; it answers only on a board with a camera.</summary>
    public ISpiBus OpenCamera() => _spi.Open(CameraSelect);

    /// <summary>A pulse sensor at the shaft; null when there is none.</summary>
    public IPulseInput? OpenPulses() => !_options.HasTachometer || _options.Recording is not null
        ? null
        : _options.Trouble.IsSilent("tachometer")
        ? new SilentPulses()
        : new VirtualPulseInput(
            Clock, new MachineGenerator(_options.Machine), new VirtualPulseOptions { Seed = _options.Machine.Seed + 2 });

    /// <summary>The battery's gauge, on a bus of its own; null when there is none.</summary>
    public II2cBus? OpenBattery()
    {
        if (!_options.HasBattery)
        {
            return null;
        }

        var cell = new VirtualMax17048Options { Percent = FullestPercent - _options.Index % CellsThatDiffer * PercentApart };
        cell = _options.Trouble.HasWrongId("max17048") ? cell with { Version = OtherId << 8 } : cell;
        var bus = new VirtualI2cBus();
        Attach(bus, "max17048", BatteryAddress, new VirtualMax17048(Clock, cell));
        return bus.Open(BatteryAddress);
    }

    private static IPictureSource Pictures(VisionSettings settings) => settings.PicturesPath is { } path
        ? PictureFile.Load(path, PictureWidth, PictureHeight, settings.PeriodMs / 1000.0)
        : settings.Fault is { } fault ? new AwaitedPictures(settings.Parts, fault) : new PartPictureGenerator(settings.Parts);

    private static IThermalScene Scene(VisionSettings settings) => settings.Fault is { } fault
        ? new AwaitedHeat(settings.Thermal, fault)
        : new ThermalSceneGenerator(settings.Thermal);

    // A camera above a fixture, showing generated parts or pictures of a file, and a thermal array at a motor.
    private void AttachView(VisionSettings view)
    {
        var specimen = new VirtualArduCamOptions();
        specimen = _options.Trouble.HasWrongId("arducam-ov2640") ? specimen with { ProductId = OtherCamera } : specimen;
        var camera = new VirtualArduCam(Clock, Pictures(view), specimen);
        _spi.Attach(CameraSelect, camera);
        Attach(_bus, "arducam-ov2640", CameraAddress, camera.Sensor);
        var array = new VirtualMlx90640Options { Seed = view.Index + 1 };
        array = _options.Trouble.HasWrongId("mlx90640") ? array with { Eeprom = new ushort[EepromWords] } : array;
        Attach(_bus, "mlx90640", ThermalAddress, new VirtualMlx90640(Clock, Scene(view), array));
    }

    private void Attach(VirtualI2cBus bus, string part, int address, IVirtualI2cPart answering)
    {
        if (!_options.Trouble.IsSilent(part))
        {
            bus.Attach(address, answering);
        }
    }
}
