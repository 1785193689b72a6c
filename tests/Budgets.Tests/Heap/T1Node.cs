using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using Stethos.App;
using Stethos.App.Configuration;
using Stethos.App.Outboxes;
using Stethos.App.Supervision;
using Stethos.Crypto;
using Stethos.Drivers.Adxl345;
using Stethos.Features;
using Stethos.Hal;
using Stethos.Hal.Mqtt;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Files;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Memory;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;
using Stethos.Testing;

namespace Stethos.Budgets.Tests.Heap;

/// <summary>The node of the tier without PSRAM: one ADXL345, no envelope, an outbox on the file store.</summary>
internal sealed class T1Node
{
    /// <summary>What runs on the device; everything else is the board or the test.</summary>
    public static readonly IReadOnlyList<Assembly> Assemblies =
    [
        typeof(NodeCounters).Assembly, typeof(VibrationExtractor).Assembly, typeof(IClock).Assembly, typeof(Adxl345Driver).Assembly,
        typeof(NodeState).Assembly, typeof(Sha256).Assembly
    ];

    private readonly StreamLink _broker;
    private readonly VirtualClock _clock = new() { AdvancesOnWait = true };

    public T1Node(NodeSizes sizes)
    {
        Configuration = new NodeConfiguration
        {
            Site = "plant", Gateway = "gw", Device = [0, 1, 2, 3, 4, 5, 6, 7], Name = "pump", PeriodMs = 10000, OutboxCapacity = 16,
            ShaftHz = 29.95f, Geometry = new BearingGeometry(3.5848f, 5.4152f, 2.35675f, 0.39828f)
        };
        Clock = new NodeClock(_clock);
        OutboxOptions options = new()
        {
            RamFrames = sizes.OutboxFrames, BatchFrames = sizes.OutboxBatchFrames, BlockCount = sizes.OutboxBlocks,
            BlockLength = sizes.OutboxBlockBytes
        };
        MemoryFileStore files = new(256 * 1024);
        Outbox = new Outbox(options, files, new BootCounter(files, new SystemRandom(2)));
        State = new NodeState(Outbox, sizes.BurstSamples);
        SupervisorHal hal = new(files, new VirtualWatchdog(_clock), new VirtualRestart(StartCauseCode.PowerOn), new VirtualMemory(100_000))
        {
            Gauges = new VirtualGauges(_clock, 0), Lamp = new VirtualPin(_clock), Relay = new VirtualPin(_clock)
        };
        SupervisorOptions supervision = new();
        LastWords words = NodeBoot.Begin(Configuration, new NodeSettings { Name = "pump" }, new byte[32], State, hal, supervision);
        State.Control.Time = new GatewayTime(
            Configuration.Device, State.Control.Keeper!.Hmac, State.Boot, Clock, new SystemRandom(3), State.Control.Errors);
        Supervisor = new Supervisor(State, Clock, hal, supervision, words);
        VirtualI2cBus bus = new();
        bus.Attach(
            Adxl345Driver.AddressLow,
            new VirtualAdxl345(_clock, new MachineGenerator(new MachineParameters()), new VirtualAdxl345Options { Seed = 1 }));
        Adxl345Driver driver = new(bus.Open(Adxl345Driver.AddressLow), true);
        Captures = [new Adxl345Capture(driver, 800, 16, sizes.WindowSamples)];
        CaptureLoop = new CaptureLoop(Configuration, Captures, Clock, State);
        _broker = new StreamLink(new NoStream(), _clock, new StreamLinkSizes());
        LinkLoop = new LinkLoop(Configuration, Captures, new FakeLink(1), new SystemRandom(1), Clock, State);
    }

    public NodeConfiguration Configuration { get; }

    public NodeClock Clock { get; }

    public Outbox Outbox { get; }

    public NodeState State { get; }

    public ICapture[] Captures { get; }

    public CaptureLoop CaptureLoop { get; }

    public LinkLoop LinkLoop { get; }

    public Supervisor Supervisor { get; }

    /// <summary>Parts in the order in which the device builds them; each counts what the ones before did not hold.</summary>
    public IReadOnlyList<HeapPart> Measure()
    {
        NanoHeap heap = new(Assemblies);
        int configuration = heap.Add(Configuration) + heap.Add(Clock);
        return
        [
            new HeapPart("configuration and clock", configuration),
            new HeapPart("outbox", heap.Add(Outbox)),
            new HeapPart("state", heap.Add(State)),
            new HeapPart("capture", heap.Add(Captures)),
            new HeapPart("capture loop", heap.Add(CaptureLoop)),
            new HeapPart("link loop", heap.Add(LinkLoop)),
            new HeapPart("supervisor", heap.Add(Supervisor)),
            new HeapPart("MQTT", heap.Add(_broker)),
            new HeapPart("static tables", Statics().Sum(heap.Add))
        ];
    }

    // Arrays made once per boot before anything else; those of parts that T1 leaves out are counted too.
    private static IEnumerable<object> Statics() => Assemblies
        .SelectMany(assembly => assembly.GetTypes())
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .Where(field => !field.IsLiteral && field.FieldType.IsArray)
        .Select(field => field.GetValue(null)!);

    public void Step(int milliseconds)
    {
        _clock.Advance(milliseconds);
        CaptureLoop.Step();
        LinkLoop.Step();
        Outbox.Step(_clock.UptimeMs);
        Supervisor.Step();
    }

    /// <summary>The board's, and not counted.</summary>
    private sealed class NoStream : IByteStream
    {
        public bool Open() => false;

        public int Read(byte[] buffer, int offset, int count) => -1;

        public bool Write(byte[] buffer, int offset, int count) => false;

        public void Close()
        {
        }
    }
}
