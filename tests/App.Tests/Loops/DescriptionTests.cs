using System;
using System.Linq;
using Stethos.App.Configuration;
using Stethos.App.Supervision;
using Stethos.App.Tests.Configuration;
using Stethos.App.Tests.Vision;
using Stethos.App.Vision;
using Stethos.Drivers.Adxl1002;
using Stethos.Drivers.Adxl345;
using Stethos.Drivers.Max17048;
using Stethos.Drivers.Tachometer;
using Stethos.Hal;
using Stethos.Hal.Virtual;
using Stethos.Hal.Virtual.Board;
using Stethos.Hal.Virtual.Files;
using Stethos.Hal.Virtual.I2c;
using Stethos.Hal.Virtual.Parts;
using Stethos.Hal.Virtual.Signals;
using Stethos.Protocol;
using Stethos.Testing;
using Xunit.Abstractions;

namespace Stethos.App.Tests.Loops;

/// <summary>What nodes say of themselves at birth.</summary>
public sealed class DescriptionTests(ITestOutputHelper output)
{
    private readonly VirtualClock _clock = new();
    private readonly NodeConfiguration _configuration = new()
    {
        Site = "plant", Gateway = "gw", Device = [0, 1, 2, 3, 4, 5, 6, 7], Board = "esp32-wroom-32-rev-a", PeriodMs = 1000
    };

    [Fact]
    public void The_smallest_node_tells_its_part_its_features_and_its_settings_in_the_buffer_of_its_state()
    {
        var state = new NodeState(7, 64, 256);
        MakeConfigurable(state);
        var description = Born(state, [Accelerometer()], out var length);

        Assert.InRange(length, 100, StateMessage.MaxLength);
        Assert.Equal(("esp32-wroom-32-rev-a", 7u), (description.Board, description.Key.Boot));
        var sensor = description.Sensors[0];
        Assert.Equal((1, 0, "adxl345", MessageKindCode.Features), (description.SensorCount, sensor.Sensor, sensor.Part, sensor.Frames));
        Assert.Equal(("acceleration", UnitCode.StandardGravity, -16, 16), Of(sensor.Items[0]));
        var features = description.Features.Take(description.FeatureCount).ToDictionary(
            list => list.Frames, list => list.Items.Take(list.Count).Select(item => item.Name).ToArray());
        Assert.Equal([MessageKindCode.Features, MessageKindCode.Health], features.Keys);
        Assert.Contains("velocityRms", features[MessageKindCode.Features]);
        Assert.Equal(["acceleration", "gravity"], Names(sensor));
        Assert.Equal([CommandCode.SendBurst, CommandCode.SendState, CommandCode.Identify], Commands(description));
        Assert.Equal(11, description.PropertyCount);
    }

    [Fact]
    public void A_node_with_every_kind_of_sensor_fits_the_longest_description()
    {
        var state = new NodeState(new Outbox(64, 7, VisionFeatures.MaxLength), 8192);
        MakeConfigurable(state, Settings());
        var captures = new[] { FrontEnd(), Accelerometer() };
        var nodeClock = new NodeClock(_clock);
        var outlet = new FrameOutlet(_configuration, state);
        state.Extension = new VisionNode(
            _configuration, new VisionOptions(), new VisionParts(new FakeCamera(_clock), new FakeThermalArray(_clock)), 2, nodeClock,
            new VisionWays(outlet, state));
        state.Gauges =
        [
            new TachometerDriver(
                new VirtualPulseInput(_clock, new MachineGenerator(new MachineParameters()), new VirtualPulseOptions()), 1, 100_000),
            new Max17048Gauges(new Max17048Driver(new VirtualI2cBus().Open(Max17048Driver.Address)), new VirtualGauges(_clock, 0))
        ];
        var description = Born(state, captures, out var length);

        Assert.InRange(length, 100, Description.MaxLength);
        Assert.Equal(["tachometer", "max17048"], description.Gauges.Take(description.GaugeCount).Select(gauge => gauge.Part));
        Assert.Equal(("speed", UnitCode.MilliHertz, 0, 100_000), Of(description.Gauges[0].Items[0]));
        Assert.Equal(("charge", UnitCode.Percent, 0, 100), Of(description.Gauges[1].Items[0]));
        Assert.Equal(
            ["adxl1002", "adxl345", "ov2640", "mlx90640"], description.Sensors.Take(description.SensorCount).Select(sensor => sensor.Part));
        Assert.Equal(("acceleration", UnitCode.StandardGravity, -50, 50), Of(description.Sensors[0].Items[0]));
        Assert.Equal(("grey", UnitCode.None, 0, 255), Of(description.Sensors[2].Items[0]));
        Assert.Equal(("temperature", UnitCode.Celsius, -40, 300), Of(description.Sensors[3].Items[0]));
        Assert.Contains(CommandCode.SendCrop, Commands(description));
        Assert.Equal(16, description.PropertyCount);
        Assert.Equal(["acceleration", "envelope"], Names(description.Sensors[0]));
        Assert.Equal(["temperature", "hotSpots"], Names(description.Sensors[3]));
        Assert.DoesNotContain("hotSpots", Names(description.Sensors[2]));
    }

    [Fact]
    public void Every_setting_is_told_with_the_value_in_force()
    {
        var measuring = new MeasuringSettings { TakesTurns = true, PicturePeriodMs = 10000 };
        Assert.True(measuring.TrySetOrder("1,0"));
        var settings = new NodeSettings
        {
            Name = "Pump 3", Machine = "Hall 2", PeriodMs = 2000, ShaftMilliHz = 29950, EnvelopeLowHz = 1500, EnvelopeHighHz = 4500,
            SlowRateHz = 400, HealthPeriodSeconds = 30, TrialSeconds = 100, LinkAlarmSeconds = 7, BrokerPort = 8883, Further = measuring
        };
        var state = new NodeState(7, 64, 4096);
        MakeConfigurable(state, settings);
        var description = Born(state, [Accelerometer()], out _);

        Assert.Equal(
            ["Pump 3", "Hall 2", "2000", "29950", "1500", "4500", "400", "30", "100", "7", "8883", "1", "1,0", "0", "10000", "0"],
            description.Properties.Take(description.PropertyCount).Select(
                one => !one.HasValue ? "?" : one.Form == SettingFormCode.Text ? one.Text : $"{one.Value}"));
    }

    [Fact]
    public void A_node_whose_buffer_is_too_small_tells_its_settings_without_their_values()
    {
        var state = new NodeState(7, 64, 256);
        MakeConfigurable(state, new NodeSettings { Name = new string('n', 48), Machine = new string('m', 48) });
        (_configuration.Firmware, _configuration.Board) = (new string('f', 48), new string('b', 48));
        var description = Born(state, [Accelerometer()], out _);

        Assert.Equal(11, description.PropertyCount);
        Assert.All(description.Properties.Take(11), property => Assert.False(property.HasValue));
    }

    [Fact]
    public void A_node_that_cannot_be_configured_describes_no_properties()
    {
        var description = Born(new NodeState(7, 64, 256), [Accelerometer()], out _);
        Assert.Equal((0, 1), (description.PropertyCount, description.FeatureCount));
    }

    [Fact]
    public void It_is_told_once_a_session_and_again_until_the_link_takes_it()
    {
        var link = new FakeLink(1);
        var state = new NodeState(7, 64, 256);
        var loop = new LinkLoop(_configuration, [Accelerometer()], link, new SystemRandom(1), new NodeClock(_clock), state);
        link.PublishResult = LinkStatusCode.Busy;
        loop.Step();
        loop.Step();
        Assert.Empty(Told(link));
        link.PublishResult = LinkStatusCode.Ok;
        loop.Step();
        loop.Step();
        Assert.True(Assert.Single(Told(link)).Retained);

        link.Cut();
        for (var i = 0; i < 50; i++)
        {
            _clock.Advance(100);
            loop.Step();
        }

        Assert.Equal(2, Told(link).Length);
    }

    [Fact]
    public void Every_setting_is_described_with_the_range_that_is_enforced()
    {
        var description = DescribedSettings();
        var buffer = new byte[ConfigurationMessage.MaxBodyLength];
        var all = new SettingsBody().Write(Settings(), buffer, 0, buffer.Length);
        var reader = new CborReader();
        reader.Reset(buffer, 0, all);
        Assert.True(reader.ReadMapStart(out var pairs));
        Assert.Equal(pairs, description.PropertyCount);
        foreach (var property in description.Properties.Take(pairs))
        {
            Assert.True(reader.ReadInt(65535, out var key) && reader.Skip());
            Assert.Equal(key, property.Setting);
            var isText = property.Form == SettingFormCode.Text;
            foreach (var value in (int[])[property.Low, property.High])
            {
                Assert.NotEqual(ConfigurationResultCode.OutOfRange, Set(property.Setting, value, isText));
                Assert.NotEqual(ConfigurationResultCode.UnknownKey, Set(property.Setting, value, isText));
            }

            Assert.Equal(ConfigurationResultCode.OutOfRange, Set(property.Setting, property.High + 1, isText));
            Assert.True(isText || Set(property.Setting, property.Low - 1, false) == ConfigurationResultCode.OutOfRange, property.Name);
            var between = Set(property.Setting, property.Low * 3, isText) == ConfigurationResultCode.OutOfRange;
            Assert.Equal(property.Form == SettingFormCode.Doubling, between && property.Low * 3 < property.High);
        }
    }

    private static Description DescribedSettings()
    {
        var buffer = new byte[Description.MaxLength];
        var writer = new DescriptionWriter(new CborWriter());
        writer.Begin(buffer, 0, buffer.Length, new byte[8], 1);
        writer.Node("", "");
        writer.BeginFeatures();
        writer.BeginProperties();
        SettingsDescription.Write(writer, Settings());
        writer.BeginCommands();
        var description = new Description();
        Assert.Equal(FrameErrorCode.None, description.Read(buffer, 0, writer.End(), new MessageReader()));
        return description;
    }

    private static ConfigurationResultCode Set(int setting, int value, bool isText)
    {
        var buffer = new byte[200];
        var writer = new CborWriter();
        writer.Reset(buffer, 0, buffer.Length);
        writer.MapStart(1);
        writer.Unsigned((ulong)setting);
        if (isText)
        {
            writer.Text(setting == SettingKey.SensorOrder ? "0,1,2,3,4,5,6,7,8"[..value] : new string('x', value));
        }
        else
        {
            writer.Signed(value);
        }

        return new SettingsBody().Read(buffer, 0, writer.Length, Settings(), isStored: false);
    }

    private static NodeSettings Settings() => new() { Further = new MeasuringSettings { PicturePeriodMs = 10000 } };

    private Description Born(NodeState state, ICapture[] captures, out int length)
    {
        var link = new FakeLink(1);
        new LinkLoop(_configuration, captures, link, new SystemRandom(1), new NodeClock(_clock), state).Step();
        var message = Assert.Single(Told(link));
        length = message.Payload.Length;
        output.WriteLine($"{captures.Length} captures: {length} bytes");
        var description = new Description();
        Assert.Equal(FrameErrorCode.None, description.Read(message.Payload, 0, length, new MessageReader()));
        return description;
    }

    private static void MakeConfigurable(NodeState state, NodeSettings? settings = null) =>
        state.Control.Keeper = new ConfigurationKeeper(
            new MemoryFileStore(65536), SignedSettings.Device, SignedSettings.Key, settings ?? new NodeSettings(), new ErrorCounters(),
            new ReportBox());

    private static FakeMessage[] Told(FakeLink link) =>
        link.Published.Where(message => message.Topic == "stethos/1/plant/gw/0001020304050607/d").ToArray();

    private static string[] Names(QuantityList list) => [.. list.Items.Take(list.Count).Select(item => item.Name)];

    private static CommandCode[] Commands(Description description) =>
        description.Commands.Take(description.CommandCount).Select(command => command.Code).ToArray();

    private static (string Name, UnitCode Unit, int Low, int High) Of(DescribedQuantity quantity) =>
        (quantity.Name, quantity.Unit, quantity.Low, quantity.High);

    private Adxl345Capture Accelerometer()
    {
        var bus = new VirtualI2cBus();
        bus.Attach(
            Adxl345Driver.AddressLow,
            new VirtualAdxl345(_clock, new MachineGenerator(new MachineParameters()), new VirtualAdxl345Options { Seed = 1 }));
        return new Adxl345Capture(new Adxl345Driver(bus.Open(Adxl345Driver.AddressLow), true), 800, 16, 256);
    }

    private ICapture FrontEnd()
    {
        var converter = new VirtualI2sConverter(
            _clock, new MachineGenerator(new MachineParameters()), new VirtualI2sOptions { Seed = 1, FullScaleG = 50 });
        return new Adxl1002Capture(new Adxl1002Driver(converter, 50), 50, 512);
    }
}
