using System;
using System.Threading;
using System.Threading.Tasks;
using Meadow.Devices;
using Meadow.Foundation.Leds;
using Meadow.Foundation.Relays;
using Meadow.Hardware;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Edge;
using Stethos.App.Outboxes;
using Stethos.App.Provisioning;
using Stethos.App.Supervision;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Iis3dwb;
using Stethos.Protocol;

namespace Stethos.Boards.MeadowF7;

/// <summary>One boot of the node: wiring of parts, drivers and loops, each loop on a thread of its own.</summary>
public sealed class MeadowNode
{
    /// <summary>Name a node file must carry.</summary>
    public const string Board = "meadow-f7-feather-v2-rev-a";

    private const int Window = 1024;
    private const int RangeG = 16;
    private const int RamFrames = 64;
    private const int FlashBlocks = 400;
    private const int KeeperTurnMs = 50;
    private const int CaptureTurnMs = 10;
    private const int LinkTurnMs = 20;
    private const int SupervisorTurnMs = 100;
    private const int SpiMegahertz = 8;

    // As in hardware/boards.
    private const int ModelBytes = 65536;
    private const int ArenaBytes = 65536;
    private static readonly TimeSpan JoinPatience = TimeSpan.FromSeconds(45);
    private readonly NodeFile _file;
    private readonly MeadowClock _clock = new MeadowClock();
    private readonly MeadowRandom _random = new MeadowRandom();
    private readonly NodeConfiguration _configuration;
    private readonly NodeSettings _settings;
    private readonly NodeClock _nodeClock;
    private readonly NodeState _state;
    private readonly Supervisor _supervisor;
    private readonly CaptureLoop? _capture;
    private readonly LinkLoop _link;

    private MeadowNode(F7FeatherV2 device, MeadowFiles files, NodeFile file)
    {
        _file = file;
        _configuration = NodeFileReader.ConfigurationOf(file, RamFrames);
        _nodeClock = new NodeClock(_clock);
        OutboxOptions flash = new OutboxOptions { RamFrames = RamFrames, BlockCount = FlashBlocks };
        _state = new NodeState(new Outbox(flash, files, new BootCounter(files, _random)), Window);
        SupervisorHal hal = new SupervisorHal(files, new MeadowWatchdog(device), new MeadowRestart(device), new MeadowMemory(device))
        {
            Lamp = new LampPin(new Led(device.Pins.D02)),
            Relay = new RelayPin(new Relay(device.Pins.D03))
        };
        SupervisorOptions options = new SupervisorOptions();
        _settings = NodeFileReader.SettingsOf(file);
        _settings.Further = new MeasuringSettings { TakesTurns = true };
        LastWords words = NodeBoot.Begin(_configuration, _settings, file.Key, _state, hal, options);
        _state.Control.Time = new GatewayTime(
            _configuration.Device, file.Key, _state.Boot, _nodeClock, _random, _state.Control.Errors);
        ICapture[] captures = StartCheck.Captures(_state.Control.Mode) ? Captures(device) : Array.Empty<ICapture>();
        _state.Gate = EdgeStart.Gate(EdgeStart.ReadFile(files, ModelBytes), _settings, _state, captures.Length, ArenaBytes);
        _capture = captures.Length > 0 ? new CaptureLoop(_configuration, captures, _nodeClock, _state) : null;
        MqttnetLink link = new MqttnetLink(file.Host, _settings.BrokerPort, file.Authority);
        _link = new LinkLoop(_configuration, captures, link, _random, _nodeClock, _state);
        _supervisor = new Supervisor(_state, _nodeClock, hal, options, words);
    }

    /// <summary>Begins a boot; null without a node file of this board.</summary>
    public static MeadowNode? Boot(F7FeatherV2 device)
    {
        MeadowFiles files = new MeadowFiles();
        NodeFile file = new NodeFile();
        return NodeFileReader.Read(files, Board, file) == NodeFileCode.Ok ? new MeadowNode(device, files, file) : null;
    }

    /// <summary>Starts all loops, joins the network, and sends for ever.</summary>
    public async Task Run(F7FeatherV2 device)
    {
        if (_capture != null)
        {
            Start(_capture.Step, CaptureTurnMs, LoopCode.Capture);
        }

        Start(Keep, KeeperTurnMs, LoopCode.Storage);
        Start(_supervisor.Step, SupervisorTurnMs, LoopCode.Supervisor);
        IWiFiNetworkAdapter? radio = device.NetworkAdapters.Primary<IWiFiNetworkAdapter>();
        if (radio != null && _file.Ssid.Length > 0)
        {
            await Join(radio).ConfigureAwait(false);
        }

        Start(_link.Step, LinkTurnMs, LoopCode.Link);
    }

    private static ICapture[] Captures(F7FeatherV2 device)
    {
        MeadowI2c i2c = new MeadowI2c(device.CreateI2cBus(I2cBusSpeed.Fast), Adxl345Driver.AddressLow);
        Meadow.Units.Frequency clock = new Meadow.Units.Frequency(SpiMegahertz, Meadow.Units.Frequency.UnitType.Megahertz);
        ISpiBus bus = device.CreateSpiBus(
            device.Pins.SCK, device.Pins.COPI, device.Pins.CIPO, new SpiClockConfiguration(clock, SpiClockConfiguration.Mode.Mode3));
        MeadowSpi spi = new MeadowSpi(bus, device.CreateDigitalOutputPort(device.Pins.D04, true));
        return new ICapture[]
        {
            new Iis3dwbCapture(new Iis3dwbDriver(spi), RangeG),
            new Adxl345Capture(new Adxl345Driver(i2c, true), Adxl345Driver.DefaultRateHz, RangeG, Window)
        };
    }

    private async Task Join(IWiFiNetworkAdapter radio)
    {
        while (!radio.IsConnected)
        {
            try
            {
                await radio.Connect(_file.Ssid, _file.Password, JoinPatience).ConfigureAwait(false);
            }
            catch (Exception)
            {
                // Out of reach: the next try comes at once, and capture goes on meanwhile.
                _state.Counters[NodeCounters.LinkFaults]++;
            }
        }
    }

    private void Keep()
    {
        _state.Control.Beats.Beat(LoopCode.Storage, _clock.UptimeMs);
        _state.Outbox.Step(_clock.UptimeMs);
    }

    private void Start(Action step, int turnMs, LoopCode loop) => new Thread(() => Loop(step, turnMs, loop)).Start();

    private void Loop(Action step, int turnMs, LoopCode loop)
    {
        try
        {
            while (true)
            {
                step();
                _clock.Wait(turnMs);
            }
        }
        catch (Exception)
        {
            // Whatever ends a loop ends the boot; the next one tells.
            _supervisor.NoteCrash(loop);
        }
    }
}
